'use client';

import { max } from 'd3-array';
import { geoNaturalEarth1, geoPath } from 'd3-geo';
import { scaleSqrt } from 'd3-scale';
import { alpha2ToNumeric } from 'i18n-iso-countries/index';
import { useState } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import { formatFigure } from '@/lib/dashboards/figure';
import { Frame, sized } from './frame';
import { Tip } from './tip';

export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly name: string;
  readonly value: number;
}

interface WorldMapProps {
  readonly label: string;
  readonly places: readonly Place[];
  readonly onChoose: (country: string) => void;
}

const topology = atlas as unknown as Topology<{ countries: GeometryCollection }>;
/** Nobody browses from there, and it takes a fifth of the height. */
const ANTARCTICA = '010';
const COUNTRIES = feature(topology, topology.objects.countries).features.filter(
  ({ id }) => id !== ANTARCTICA,
);

/** Some territories have no number of their own, but each has a name. */
function nameOf(properties: unknown): string {
  return (properties as { name: string }).name;
}

/** Where sessions came from: the darker, the more. */
export default function WorldMap(props: WorldMapProps) {
  return (
    <Frame height={400}>
      {(width) => <Drawing {...props} width={width} height={Math.min(400, width * 0.48)} />}
    </Frame>
  );
}

function Drawing(props: WorldMapProps & { readonly width: number; readonly height: number }) {
  const { label, places, onChoose, width, height } = props;
  const [held, hold] = useState<string | null>(null);
  const byNumber = new Map(places.map((place) => [alpha2ToNumeric(place.country), place]));
  const projection = geoNaturalEarth1().fitSize([width, height], {
    type: 'FeatureCollection',
    features: COUNTRIES,
  });
  const draw = geoPath(projection);
  const strength = scaleSqrt([0, max(places, ({ value }) => value) ?? 1], [0.12, 0.9]);
  const shown = COUNTRIES.find(({ id }) => id === held);
  const place = held === null ? undefined : byNumber.get(held);
  const [x, y] = shown ? draw.centroid(shown) : [0, 0];
  return (
    <svg {...sized(width, height)} role="img" aria-label={label} className="block">
      {COUNTRIES.map((country) => {
        const id = String(country.id);
        const here = byNumber.get(id);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table filters by keyboard as well
          <path
            key={nameOf(country.properties)}
            d={draw(country) ?? undefined}
            className={here ? 'cursor-pointer fill-accent stroke-paper' : 'fill-line stroke-paper'}
            fillOpacity={here ? strength(here.value) : 0.6}
            strokeWidth={id === held ? 1.5 : 0.5}
            onPointerEnter={() => hold(id)}
            onPointerLeave={() => hold(null)}
            onClick={() => here && onChoose(here.country)}
          />
        );
      })}
      {place && (
        <Tip x={x} y={Math.min(y, height - 40)} width={width}>
          {place.name}: {formatFigure(place.value, 'count')} sessions
        </Tip>
      )}
    </svg>
  );
}
