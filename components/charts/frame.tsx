'use client';

import { type ReactNode, useRef } from 'react';
import { useWidth } from './use-width';

interface FrameProps {
  readonly height: number;
  /** Draws at a width in pixels. */
  readonly children: (width: number) => ReactNode;
}

/** As wide as its place, and as high from the first moment on, so that nothing moves. */
export function Frame({ height, children }: FrameProps) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  return (
    <div ref={ref} className="relative w-full print:[&>svg]:h-auto print:[&>svg]:w-full">
      {width ? (
        children(width)
      ) : (
        <svg aria-hidden="true" viewBox={`0 0 1 ${height}`} height={height} />
      )}
    </div>
  );
}

/** The size of a drawing in pixels, so that paper, which is narrower, shrinks it rather than cutting it. */
export function sized(width: number, height: number) {
  return { width, height, viewBox: `0 0 ${width} ${height}` };
}
