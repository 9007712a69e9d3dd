import type { StoredTable } from '@/lib/models/athena-ddl';
import { columnDefinitions } from '@/lib/models/athena-ddl';
import { type UpkeepTemplates, upkeepOf } from '@/lib/models/athena-upkeep';
import { answered, cell, expression, filled, shifted } from './expressions';
import {
  type Athena,
  CALL_AGAIN,
  call,
  each,
  type Flow,
  flow,
  next,
  rowsOf,
  type State,
  statement,
} from './states';
import { turns } from './turns';
import { windowOf } from './window';

export interface KeeperOptions extends Athena {
  readonly templates: UpkeepTemplates;
  /** What is made where it is not there, and grown where columns are missing. */
  readonly tables: readonly { readonly table: StoredTable; readonly create: string }[];
  /** Made anew, in this order, after the tables. */
  readonly views: readonly string[];
  /** The view whose being there says that all of this is. */
  readonly lastView: string;
  readonly recentHours: number;
  readonly retentionDays: number;
  /** A run under way for longer makes the tables late, which a frequent one says by failing. */
  readonly lateMinutes: number;
  /** The bucket in which somebody may ask that the tables are left alone. */
  readonly holdBucket: string;
}

/** Models other than sessions, each a table of its own: no two of them meet. */
const MODELS_AT_ONCE = 3;
/**
 * An execution has a history of 25,000 events, and a day's models write some 80. A run that would go
 * beyond it says so before it begins with them, and is started again for fewer arrivals.
 */
export const MOST_DAYS = 250;
/** A model looks for a day's events so many days before and after it. */
const NEAR_DAYS = 2;
/** Of one run, a first history of years included. */
const TIMEOUT_SECONDS = 12 * 3_600;

/** Names of the states that tests and alarms speak of. */
const NAMES = {
  window: 'What is asked for',
  badInput: 'Not a date',
  others: 'Look for other runs',
  known: 'Look for the tables',
  whether: 'Are they to be declared?',
  tables: 'Declare tables',
  views: 'Declare views',
  stretches: 'Which days arrived?',
  stretchRows: 'Read which days arrived',
  anything: 'Did anything arrive?',
  merge: 'Merge events',
  touched: 'Which days are touched?',
  touchedRows: 'Read which days are touched',
  fits: 'Do they fit one run?',
  tooMany: 'Too many days',
  models: 'Make their models',
  tidyOrNot: 'Is it the run of the night?',
  tidy: 'Keep house',
  done: 'Done',
} as const;

/**
 * The run that keeps the tables, in Amazon States Language: declare what is missing, merge what arrived,
 * make the models of the days that it touched, and at night delete what is too old and pack files.
 *
 * Input: `time`, from the scheduler; `daily`, for the run of the night; or `from` and `to`, dates of
 * arrival to be taken in by hand. One run at a time: a frequent one gives way, the others wait.
 */
export function keeperDefinition(options: KeeperOptions): State {
  const { templates, partition } = options;
  const { sessions, others } = split(templates);
  const athena: Athena = options;
  const read = (queryId: string, rest: State) => rowsOf(athena, expression(queryId), rest);
  const arrivals = {
    from: '$window.from',
    to: '$window.to',
    fromHour: '$window.fromHour',
    toHour: '$window.toHour',
  };
  const run = (sql: string, rest: State) => statement(athena, expression(sql), rest);
  const keepId = (name: string) => ({
    Assign: { [name]: expression('$states.result.QueryExecution.QueryExecutionId') },
  });

  return {
    Comment: 'Keeps the tables of Footfall',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: TIMEOUT_SECONDS,
    StartAt: NAMES.window,
    States: {
      [NAMES.window]: {
        Type: 'Pass',
        Assign: {
          window: expression(windowOf(options)),
          statements: {
            stretches: templates.stretches,
            merge: templates.merge,
            touched: templates.touched,
            sessions,
            others,
          },
        },
        Next: NAMES.badInput,
      },
      [NAMES.badInput]: {
        Type: 'Choice',
        Choices: [
          {
            Condition: expression(
              `$contains($window.from, ${DATE}) and $contains($window.to, ${DATE})`,
            ),
            Next: NAMES.others,
          },
        ],
        Default: 'Refuse it',
      },
      'Refuse it': {
        Type: 'Fail',
        Error: 'BadInput',
        Cause: 'from and to are UTC dates of arrival, such as 2026-11-22',
      },
      ...turns(options, { known: NAMES.known, start: NAMES.others }),
      ...known(options),
      ...declarations(options),
      [NAMES.stretches]: run(filled('$statements.stretches', arrivals), {
        ...keepId('stretchesQuery'),
        Next: NAMES.stretchRows,
      }),
      [NAMES.stretchRows]: read('$stretchesQuery', {
        Assign: { stretches: expression(answered(`{'from': ${cell(0)}, 'to': ${cell(1)}}`)) },
        Next: NAMES.anything,
      }),
      [NAMES.anything]: {
        Type: 'Choice',
        Choices: [{ Condition: expression('$count($stretches) > 0'), Next: NAMES.merge }],
        Default: NAMES.tidyOrNot,
      },
      [NAMES.merge]: each(
        expression('$stretches'),
        1,
        flow({
          Merge: run(
            filled('$statements.merge', {
              ...arrivals,
              daysFrom: '$states.input.from',
              daysTo: '$states.input.to',
            }),
            { Output: {}, End: true },
          ),
        }),
        { Output: {}, Next: NAMES.touched },
      ),
      [NAMES.touched]: run(
        filled('$statements.touched', {
          ...arrivals,
          near: shifted('$stretches[0].from', -NEAR_DAYS),
          far: shifted('$stretches[-1].to', NEAR_DAYS),
        }),
        { ...keepId('touchedQuery'), Next: NAMES.touchedRows },
      ),
      [NAMES.touchedRows]: read('$touchedQuery', {
        Assign: { days: expression(answered(cell(0))) },
        Next: NAMES.fits,
      }),
      [NAMES.fits]: {
        Type: 'Choice',
        Choices: [{ Condition: expression(`$count($days) <= ${MOST_DAYS}`), Next: NAMES.models }],
        Default: NAMES.tooMany,
      },
      [NAMES.tooMany]: {
        Type: 'Fail',
        Error: 'TooManyDays',
        Cause: `More than ${MOST_DAYS} days are touched. Events are merged; make their models by runs with from and to nearer to each other.`,
      },
      [NAMES.models]: each(expression('$days'), 1, modelsOfADay(run), {
        Output: {},
        Next: NAMES.tidyOrNot,
      }),
      [NAMES.tidyOrNot]: {
        Type: 'Choice',
        Choices: [{ Condition: expression('$window.daily'), Next: NAMES.tidy }],
        Default: NAMES.done,
      },
      [NAMES.tidy]: each(
        options.tables.map(({ table }) => upkeepOf(table)),
        2,
        tidying(run),
        { Output: {}, Next: NAMES.done },
      ),
      [NAMES.done]: { Type: 'Succeed' },
    },
  };

  function known({ lastView, database }: KeeperOptions): Flow['States'] {
    return {
      [NAMES.known]: call(
        partition,
        'glue:getTable',
        { DatabaseName: database, Name: lastView },
        {
          Output: {},
          Catch: [{ ErrorEquals: ['Glue.EntityNotFoundException'], Next: NAMES.tables }],
          // What is not there is not there the next time either; all else may be.
          Retry: [{ ErrorEquals: ['Glue.EntityNotFoundException'], MaxAttempts: 0 }, CALL_AGAIN],
          Next: NAMES.whether,
        },
      ),
      [NAMES.whether]: {
        Type: 'Choice',
        Choices: [{ Condition: expression('$window.declares'), Next: NAMES.tables }],
        Default: NAMES.stretches,
      },
    };
  }

  function declarations({ tables, views, database }: KeeperOptions): Flow['States'] {
    return {
      [NAMES.tables]: each(
        tables.map(({ table, create }) => ({
          name: table.name,
          create,
          columns: columnDefinitions(table),
        })),
        1,
        flow({
          Create: {
            ...run('$states.input.create', {
              Assign: { declared: expression('$states.input') },
              Output: {},
            }),
            Next: 'Look',
          },
          Look: call(
            partition,
            'glue:getTable',
            { DatabaseName: database, Name: expression('$declared.name') },
            { Assign: { missing: expression(MISSING_COLUMNS) }, Output: {}, Next: 'Grown?' },
          ),
          'Grown?': {
            Type: 'Choice',
            Choices: [{ Condition: expression(`$missing != ''`), Next: 'Grow' }],
            Default: 'There',
          },
          Grow: run("'ALTER TABLE `' & $declared.name & '` ADD COLUMNS (' & $missing & ')'", {
            Output: {},
            End: true,
          }),
          There: { Type: 'Pass', Output: {}, End: true },
        }),
        { Output: {}, Next: NAMES.views },
      ),
      [NAMES.views]: each(
        views,
        1,
        flow({ Declare: run('$states.input', { Output: {}, End: true }) }),
        { Output: {}, Next: NAMES.stretches },
      ),
    };
  }

  function modelsOfADay(model: typeof run): Flow {
    const days = {
      day: '$day',
      dayBefore: shifted('$day', -NEAR_DAYS),
      dayAfter: shifted('$day', NEAR_DAYS),
    };
    return flow({
      Day: { Type: 'Pass', Assign: { day: expression('$states.input') }, Next: 'Sessions' },
      Sessions: model(filled('$statements.sessions', days), { Output: {}, Next: 'Others' }),
      Others: each(
        expression('$statements.others'),
        MODELS_AT_ONCE,
        flow({ Model: model(filled('$states.input', days), { Output: {}, End: true }) }),
        { Output: {}, End: true },
      ),
    });
  }

  function tidying(tidy: typeof run): Flow {
    const places = { oldest: '$window.oldest', newest: '$window.newest' };
    const step = (i: number, following: string | null) =>
      tidy(filled(`$work[${i}]`, places), { Output: {}, ...next(following) });
    return flow({
      Table: { Type: 'Pass', Assign: { work: expression('$states.input') }, Next: 'Expire' },
      Expire: step(0, 'Pack'),
      Pack: step(1, 'Vacuum'),
      Vacuum: step(2, null),
    });
  }
}

const DATE = '/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/';

/** Columns of the declaration that the table lacks, as DDL; an empty text where it lacks none. */
const MISSING_COLUMNS = `(
  $there := [$states.result.Table.StorageDescriptor.Columns.Name];
  $join([$each($declared.columns, function($ddl, $name) { $not($name in $there) ? $ddl })], ', ')
)`;

function split({ models }: UpkeepTemplates) {
  const [sessions, ...others] = models.map(({ sql }) => sql);
  if (sessions === undefined) throw new Error('there are no models');
  return { sessions, others };
}
