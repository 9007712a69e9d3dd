'use client';

import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { useState } from 'react';
import { formatFigure } from '@/lib/dashboards/figure';
import { Frame, sized } from './frame';

export interface Flow {
  /** Columns count from 0; a node is a name in a column. */
  readonly column: number;
  readonly source: string;
  readonly target: string;
  readonly sessions: number;
}

interface Node {
  readonly id: string;
  readonly name: string;
  readonly column: number;
}
interface Edge {
  readonly source: string;
  readonly target: string;
  readonly value: number;
}

const HEIGHT = 420;

/** Where sessions went, page by page: bands as wide as the sessions that took them. */
export function FlowChart({ label, flows }: { label: string; flows: readonly Flow[] }) {
  return <Frame height={HEIGHT}>{(width) => <Drawing {...{ label, flows, width }} />}</Frame>;
}

function layout(flows: readonly Flow[], width: number) {
  const nodes = new Map<string, Node>();
  const node = (name: string, column: number) => {
    const id = `${column}:${name}`;
    if (!nodes.has(id)) nodes.set(id, { id, name, column });
    return id;
  };
  const links = flows.map(({ column, source, target, sessions }) => ({
    source: node(source, column),
    target: node(target, column + 1),
    value: sessions,
  }));
  return sankey<Node, Edge>()
    .nodeId(({ id }) => id)
    .nodeAlign(({ column }) => column)
    .nodeWidth(6)
    .nodePadding(14)
    .extent([
      [1, 8],
      [width - 1, HEIGHT - 12],
    ])({ nodes: [...nodes.values()].map((one) => ({ ...one })), links });
}

function Drawing(props: { label: string; flows: readonly Flow[]; width: number }) {
  const { label, flows, width } = props;
  const [held, hold] = useState<string | null>(null);
  const { nodes, links } = layout(flows, width);
  const bandOf = sankeyLinkHorizontal<Node, Edge>();
  const idOf = (end: unknown) => (typeof end === 'object' ? (end as Node).id : String(end));
  const nameOf = (end: unknown) => (typeof end === 'object' ? (end as Node).name : String(end));
  return (
    <svg {...sized(width, HEIGHT)} role="img" aria-label={label} className="block">
      {links.map((link) => {
        const ends = [idOf(link.source), idOf(link.target)];
        const faded = held !== null && !ends.includes(held);
        return (
          <path
            key={ends.join('>')}
            d={bandOf(link) ?? undefined}
            strokeWidth={Math.max(1, link.width ?? 1)}
            className={`fill-none stroke-accent transition-opacity motion-reduce:transition-none ${faded ? 'opacity-5' : 'opacity-25 hover:opacity-50'}`}
          >
            <title>{`${nameOf(link.source)} → ${nameOf(link.target)}: ${formatFigure(link.value, 'count')} sessions`}</title>
          </path>
        );
      })}
      {nodes.map(({ id, name, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 }) => {
        const last = x1 > width - 60;
        return (
          <g key={id} onPointerEnter={() => hold(id)} onPointerLeave={() => hold(null)}>
            <rect
              x={x0}
              y={y0}
              width={x1 - x0}
              height={Math.max(1, y1 - y0)}
              className="fill-ink"
            />
            <text
              x={last ? x0 - 6 : x1 + 6}
              y={(y0 + y1) / 2 + 4}
              textAnchor={last ? 'end' : 'start'}
              // Paper around the letters: bands run below them.
              className="fill-ink stroke-paper text-xs [paint-order:stroke]"
              strokeWidth={3}
              strokeLinejoin="round"
            >
              {name} <tspan className="fill-muted">{formatFigure(value, 'count')}</tspan>
            </text>
          </g>
        );
      })}
    </svg>
  );
}
