import type { ReactNode } from 'react';
import { FIGURE_DRILLS } from '@/lib/dashboards/drill';
import { DrillLink } from './drill-link';

interface FigureLinkProps {
  /** The figure's name in its report; null where it is of no sessions to be listed. */
  readonly name: string | null;
  readonly value: number | null;
  readonly children: ReactNode;
}

/** A figure that leads to the sessions behind it, where there are any. */
export function FigureLink({ name, value, children }: FigureLinkProps) {
  const drill = name === null ? undefined : FIGURE_DRILLS[name];
  if (!drill || !value) return children;
  return <DrillLink values={drill}>{children}</DrillLink>;
}
