import type { CfnDashboard } from 'aws-cdk-lib/aws-quicksight';
import { QUICKSIGHT_PARAMETERS } from '@/lib/dashboards/quicksight-parameters';
import { DATA_SETS, type DataSet, ENGAGEMENT_SET, FUNNEL_SET, PRODUCTS_SET } from './data-sets';
import { type Calculated, type Placed, visualsOf } from './visuals';

type Definition = CfnDashboard.DashboardVersionDefinitionProperty;

/** A sheet looks at one data set. */
export interface Sheet {
  readonly id: string;
  readonly title: string;
  readonly set: DataSet;
  readonly visuals: readonly Placed[];
}

const conversion: Calculated = {
  name: 'conversion',
  set: FUNNEL_SET,
  expression: 'sumIf({sessions}, {position} = 5) / sumIf({sessions}, {position} = 1)',
};
const buyRate: Calculated = {
  name: 'buy_rate',
  set: PRODUCTS_SET,
  expression: 'sum({purchase_sessions}) / sum({view_sessions})',
};
const bounceRate: Calculated = {
  name: 'bounce_rate',
  set: ENGAGEMENT_SET,
  expression: 'sum({bounces}) / sum({sessions})',
};
const pagesPerSession: Calculated = {
  name: 'pages_per_session',
  set: ENGAGEMENT_SET,
  expression: 'sum({pages}) / sum({sessions})',
};
const meanSeconds: Calculated = {
  name: 'mean_seconds',
  set: ENGAGEMENT_SET,
  expression: 'sum({duration_ms}) / sum({sessions}) / 1000',
};
const CALCULATED = [conversion, buyRate, bounceRate, pagesPerSession, meanSeconds];

const funnel = visualsOf('funnel', FUNNEL_SET);
const products = visualsOf('products', PRODUCTS_SET);
const engagement = visualsOf('engagement', ENGAGEMENT_SET);

export const SHEETS: readonly Sheet[] = [
  {
    id: 'funnel',
    title: 'Funnel analysis',
    set: FUNNEL_SET,
    visuals: [
      funnel.kpi('Sessions that bought, of all', conversion),
      funnel.funnel('How far sessions come', 'step', 'sessions'),
      funnel.pivot('By device', 'step', 'device_type', 'sessions'),
      funnel.pivot('By channel', 'step', 'channel', 'sessions'),
      funnel.line('Sessions at each step, by day', 'bucket_at', 'sessions', 'step'),
    ],
  },
  {
    id: 'products',
    title: 'Product performance',
    set: PRODUCTS_SET,
    visuals: [
      products.kpi('Revenue, EUR', 'revenue'),
      products.kpi('Units sold', 'units'),
      products.kpi('Sessions that bought, of those that viewed', buyRate),
      products.bars('Revenue by product', 'product', 'revenue', 20),
      products.bars('Revenue by category', 'category', 'revenue', 20),
      products.line('Revenue by day', 'bucket_at', 'revenue', 'category'),
      products.table(
        'Every product',
        ['product', 'category'],
        ['revenue', 'units', 'purchase_lines', 'add_to_carts', 'views', 'clicks'],
      ),
    ],
  },
  {
    id: 'engagement',
    title: 'User engagement',
    set: ENGAGEMENT_SET,
    visuals: [
      engagement.kpi('Sessions', 'sessions'),
      engagement.kpi('Pages a session', pagesPerSession),
      engagement.kpi('Seconds a session', meanSeconds),
      engagement.kpi('Bounce rate', bounceRate),
      engagement.line('Sessions by day', 'bucket_at', 'sessions', 'user_type'),
      engagement.bars('Sessions by country', 'country', 'sessions', 20),
      engagement.heat('Sessions by weekday and hour, UTC', 'weekday', 'hour_of_day', 'sessions'),
    ],
  },
];

/** How long ago the range begins where nobody said. */
const USUAL_DAYS = 28;
/** What the application calls a parameter that narrows nothing. */
const ALL = 'ALL_VALUES';

const PARAMETERS = Object.entries(QUICKSIGHT_PARAMETERS);
const filterId = (set: DataSet, parameter: string) => `${set.name}-${parameter}`;

/** What sheets show, and how each is narrowed by the parameters that the application sets. */
export function dashboardDefinition(
  arnOf: (set: DataSet) => string,
  sheets: readonly Sheet[] = SHEETS,
): Definition {
  const sets = DATA_SETS.filter((set) => sheets.some((sheet) => sheet.set === set));
  return {
    dataSetIdentifierDeclarations: sets.map((set) => ({
      identifier: set.name,
      dataSetArn: arnOf(set),
    })),
    calculatedFields: CALCULATED.filter(({ set }) => sets.includes(set)).map(
      ({ name, set, expression }) => ({ name, dataSetIdentifier: set.name, expression }),
    ),
    parameterDeclarations: [
      dateParameter('From', `addDateTime(-${USUAL_DAYS}, 'DD', truncDate('DD', now()))`),
      dateParameter('To', 'now()'),
      ...PARAMETERS.map(([name]) => ({
        stringParameterDeclaration: {
          name,
          parameterValueType: 'MULTI_VALUED',
          defaultValues: { staticValues: [ALL] },
        },
      })),
    ],
    filterGroups: sheets.flatMap((sheet) => filtersOf(sheet)),
    sheets: sheets.map(sheetOf),
  };
}

function dateParameter(name: string, expression: string) {
  return {
    dateTimeParameterDeclaration: {
      name,
      timeGranularity: 'MINUTE',
      defaultValues: { rollingDate: { expression } },
    },
  };
}

function filtersOf({ id, set }: Sheet): CfnDashboard.FilterGroupProperty[] {
  const column = (columnName: string) => ({ dataSetIdentifier: set.name, columnName });
  const group = (parameter: string, filter: CfnDashboard.FilterProperty) => ({
    filterGroupId: filterId(set, parameter),
    crossDataset: 'SINGLE_DATASET',
    scopeConfiguration: {
      selectedSheets: {
        sheetVisualScopingConfigurations: [{ sheetId: id, scope: 'ALL_VISUALS' }],
      },
    },
    status: 'ENABLED',
    filters: [filter],
  });
  const narrowed = PARAMETERS.filter(([, name]) => Object.hasOwn(set.columns, name));
  return [
    group('time', {
      timeRangeFilter: {
        filterId: filterId(set, 'time'),
        column: column('bucket_at'),
        timeGranularity: 'MINUTE',
        rangeMinimumValue: { parameter: 'From' },
        rangeMaximumValue: { parameter: 'To' },
        includeMinimum: true,
        includeMaximum: false,
        nullOption: 'NON_NULLS_ONLY',
      },
    }),
    ...narrowed.map(([parameter, name]) =>
      group(parameter, {
        categoryFilter: {
          filterId: filterId(set, parameter),
          column: column(name),
          configuration: {
            customFilterConfiguration: {
              matchOperator: 'EQUALS',
              parameterName: parameter,
              // A session whose country nobody knows is of all countries together.
              nullOption: 'ALL_VALUES',
            },
          },
        },
      }),
    ),
  ];
}

/** QuickSight's grid is 36 columns wide. */
const GRID_COLUMNS = 36;

function sheetOf({ id, title, visuals }: Sheet): CfnDashboard.SheetDefinitionProperty {
  let column = 0;
  let row = 0;
  let height = 0;
  const elements = visuals.map((one) => {
    if (column + one.columns > GRID_COLUMNS) {
      column = 0;
      row += height;
      height = 0;
    }
    const element = {
      elementId: one.id,
      elementType: 'VISUAL',
      columnIndex: column,
      columnSpan: one.columns,
      rowIndex: row,
      rowSpan: one.rows,
    };
    column += one.columns;
    height = Math.max(height, one.rows);
    return element;
  });
  return {
    sheetId: id,
    name: title,
    contentType: 'INTERACTIVE',
    visuals: visuals.map(({ visual }) => visual),
    layouts: [{ configuration: { gridLayout: { elements } } }],
  };
}
