import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Kpi } from '@/lib/dashboards/overview-model';
import { FigureLink } from './figure-link';
import { Term } from './term';

interface KpiTileProps {
  kpi: Kpi;
  leading: boolean;
  definition: string;
  /** Its shape over time. */
  children?: ReactNode;
}

const ARROWS = { up: '↑', down: '↓', same: '=' } as const;
const SPOKEN = { up: 'up', down: 'down', same: 'unchanged' } as const;

/** One figure: its value, its change, and what it counts one hover or focus away. */
export function KpiTile({ kpi, leading, definition, children }: KpiTileProps) {
  const { figure, label, value, text, beforeText, change } = kpi;
  return (
    <div className="relative flex flex-col py-3 pr-3">
      <dt>
        <Term label={label} definition={definition} />
      </dt>
      <dd
        data-kpi={figure}
        data-value={value ?? ''}
        className={clsx('font-medium tabular-nums', leading ? 'py-1 text-title' : 'text-lg')}
      >
        <FigureLink name={figure} value={value}>
          {text}
        </FigureLink>
      </dd>
      <dd className="text-muted text-xs tabular-nums">
        {change && (
          <>
            <span aria-hidden="true">{ARROWS[change.direction]} </span>
            <span className="sr-only">{SPOKEN[change.direction]} </span>
            <span className="text-ink">{change.text}</span>{' '}
          </>
        )}
        {beforeText !== null && <span className="whitespace-nowrap">was {beforeText}</span>}
      </dd>
      {children && <dd className="pt-1">{children}</dd>}
    </div>
  );
}
