import { type RefObject, useEffect, useRef } from 'react';

/** Of a row that scrolls: keeps the one that is chosen in sight, also where it lies beyond the edge. */
export function useInSight<E extends Element>(chosen: boolean): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    if (chosen) ref.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [chosen]);
  return ref;
}
