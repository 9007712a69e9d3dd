import clsx from 'clsx';
import type { ReactNode } from 'react';

interface TipProps {
  /** Where it points to, in pixels of a drawing that is `width` wide. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly children: ReactNode;
}

/**
 * What a mark says, beside it: drawn inside the chart, since the policy allows a page no styles that
 * would put it anywhere. To the left of its mark in the right half.
 */
export function Tip({ x, y, width, children }: TipProps) {
  const left = x > width / 2;
  const room = Math.min(240, left ? x - 12 : width - x - 12);
  return (
    <foreignObject
      x={left ? x - 12 - room : x + 12}
      y={y}
      width={Math.max(room, 1)}
      height={1}
      className="pointer-events-none overflow-visible"
    >
      <div className={clsx('flex', left && 'justify-end')}>
        <div className="w-max max-w-full border border-line bg-surface px-2 py-1 text-ink text-xs tabular-nums shadow-sm">
          {children}
        </div>
      </div>
    </foreignObject>
  );
}
