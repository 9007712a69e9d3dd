import type { CfnDashboard } from 'aws-cdk-lib/aws-quicksight';
import type { DataSet } from './data-sets';

type Visual = CfnDashboard.VisualProperty;
type Measure = CfnDashboard.MeasureFieldProperty;
type Dimension = CfnDashboard.DimensionFieldProperty;

/** A figure that a dashboard works out over whatever is left of a set. */
export interface Calculated {
  readonly name: string;
  readonly set: DataSet;
  readonly expression: string;
}

/** A visual, with the width it takes of its row. */
export interface Placed {
  readonly id: string;
  readonly visual: Visual;
  readonly columns: number;
  readonly rows: number;
}

/** Visuals of one sheet over one data set; ids are made of the sheet's, so that none is there twice. */
export function visualsOf<S extends DataSet>(sheet: string, set: S) {
  type Column = keyof S['columns'] & string;
  let count = 0;
  const nextId = (kind: string) => `${sheet}-${kind}-${++count}`;
  const column = (columnName: string) => ({ dataSetIdentifier: set.name, columnName });
  const field = (visual: string, name: string) => `${visual}.${name}`;
  const titled = (text: string) => ({ visibility: 'VISIBLE', formatText: { plainText: text } });

  const sum = (visual: string, name: Column): Measure => ({
    numericalMeasureField: {
      fieldId: field(visual, name),
      column: column(name),
      aggregationFunction: { simpleNumericalAggregation: 'SUM' },
    },
  });
  const calculated = (visual: string, { name }: Calculated): Measure => ({
    calculatedMeasureField: { fieldId: field(visual, name), expression: `{${name}}` },
  });
  const group = (visual: string, name: Column): Dimension => {
    const shared = { fieldId: field(visual, name), column: column(name) };
    const type = set.columns[name];
    if (type === 'DATETIME') return { dateDimensionField: { ...shared, dateGranularity: 'DAY' } };
    if (type === 'STRING') return { categoricalDimensionField: shared };
    return { numericalDimensionField: shared };
  };
  const sortedBy = (fieldId: string, direction: 'ASC' | 'DESC') => [
    { fieldSort: { fieldId, direction } },
  ];
  const place = (kind: string, columns: number, rows: number, make: (id: string) => Visual) => {
    const id = nextId(kind);
    return { id, columns, rows, visual: make(id) } satisfies Placed;
  };

  return {
    kpi: (title: string, value: Column | Calculated): Placed =>
      place('kpi', 9, 6, (visualId) => ({
        kpiVisual: {
          visualId,
          title: titled(title),
          chartConfiguration: {
            fieldWells: {
              values: [
                typeof value === 'string' ? sum(visualId, value) : calculated(visualId, value),
              ],
            },
          },
        },
      })),
    funnel: (title: string, category: Column, value: Column): Placed =>
      place('funnel', 18, 12, (visualId) => ({
        funnelChartVisual: {
          visualId,
          title: titled(title),
          chartConfiguration: {
            fieldWells: {
              funnelChartAggregatedFieldWells: {
                category: [group(visualId, category)],
                values: [sum(visualId, value)],
              },
            },
            sortConfiguration: { categorySort: sortedBy(field(visualId, category), 'ASC') },
          },
        },
      })),
    line: (title: string, time: Column, value: Column, colour?: Column): Placed =>
      place('line', 18, 12, (visualId) => ({
        lineChartVisual: {
          visualId,
          title: titled(title),
          chartConfiguration: {
            type: 'LINE',
            fieldWells: {
              lineChartAggregatedFieldWells: {
                category: [group(visualId, time)],
                values: [sum(visualId, value)],
                ...(colour && { colors: [group(visualId, colour)] }),
              },
            },
            sortConfiguration: { categorySort: sortedBy(field(visualId, time), 'ASC') },
          },
        },
      })),
    bars: (title: string, category: Column, value: Column, most: number): Placed =>
      place('bars', 18, 12, (visualId) => ({
        barChartVisual: {
          visualId,
          title: titled(title),
          chartConfiguration: {
            orientation: 'HORIZONTAL',
            barsArrangement: 'CLUSTERED',
            fieldWells: {
              barChartAggregatedFieldWells: {
                category: [group(visualId, category)],
                values: [sum(visualId, value)],
              },
            },
            sortConfiguration: {
              categorySort: sortedBy(field(visualId, value), 'DESC'),
              categoryItemsLimit: { itemsLimit: most, otherCategories: 'EXCLUDE' },
            },
          },
        },
      })),
    table: (title: string, groups: readonly Column[], values: readonly Column[]): Placed =>
      place('table', 36, 14, (visualId) => ({
        tableVisual: {
          visualId,
          title: titled(title),
          chartConfiguration: {
            fieldWells: {
              tableAggregatedFieldWells: {
                groupBy: groups.map((name) => group(visualId, name)),
                values: values.map((name) => sum(visualId, name)),
              },
            },
            sortConfiguration: { rowSort: sortedBy(field(visualId, values[0] ?? ''), 'DESC') },
          },
        },
      })),
    pivot: (title: string, rows: Column, across: Column, value: Column): Placed =>
      place('pivot', 18, 12, (visualId) => ({
        pivotTableVisual: {
          visualId,
          title: titled(title),
          chartConfiguration: {
            fieldWells: {
              pivotTableAggregatedFieldWells: {
                rows: [group(visualId, rows)],
                columns: [group(visualId, across)],
                values: [sum(visualId, value)],
              },
            },
          },
        },
      })),
    heat: (title: string, rows: Column, across: Column, value: Column): Placed =>
      place('heat', 36, 12, (visualId) => ({
        heatMapVisual: {
          visualId,
          title: titled(title),
          chartConfiguration: {
            fieldWells: {
              heatMapAggregatedFieldWells: {
                rows: [group(visualId, rows)],
                columns: [group(visualId, across)],
                values: [sum(visualId, value)],
              },
            },
            sortConfiguration: {
              heatMapRowSort: sortedBy(field(visualId, rows), 'ASC'),
              heatMapColumnSort: sortedBy(field(visualId, across), 'ASC'),
            },
          },
        },
      })),
  };
}
