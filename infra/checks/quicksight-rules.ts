import { QUICKSIGHT_PARAMETERS } from '@/lib/dashboards/quicksight-parameters';
import { type Found, type Json, ofType, referred, type Template } from './template';

/** QuickSight's own limits. */
const MOST_SHEETS = 20;
const MOST_VISUALS = 50;
const GRID_COLUMNS = 36;
const ACTIONS: Readonly<Record<string, RegExp>> = {
  DataSource: /^quicksight:(Describe|Update|Delete|Pass)DataSource(Permissions)?$/,
  DataSet:
    /^quicksight:((Describe|Update|Delete|Pass)DataSet(Permissions)?|(Describe|Create|Cancel)Ingestion|ListIngestions)$/,
  Dashboard:
    /^quicksight:((Describe|Update|Delete|Query)Dashboard(Permissions)?|ListDashboardVersions|UpdateDashboardPublishedVersion)$/,
};

/**
 * What neither the compiler nor a linter finds in a dashboard: names of sets, columns, fields and
 * parameters that lead nowhere, and ids that are there twice. QuickSight itself says it at deployment.
 */
export function quicksightProblems(template: Template): string[] {
  const sets = ofType(template, 'AWS::QuickSight::DataSet');
  return [
    ...permissionProblems(template),
    ...sets.flatMap(setProblems),
    ...sourceProblems(template),
    ...ofType(template, 'AWS::QuickSight::Dashboard').flatMap((dashboard) =>
      dashboardProblems(dashboard, sets),
    ),
  ];
}

function permissionProblems(template: Template): string[] {
  return Object.entries(ACTIONS).flatMap(([kind, rule]) =>
    ofType(template, `AWS::QuickSight::${kind}`).flatMap(({ id, properties }) => {
      const actions: string[] = (properties.Permissions ?? []).flatMap((one: Json) => one.Actions);
      const wrong = actions.filter((action) => !rule.test(action));
      if (actions.length === 0) return [`${id}: nobody may open it`];
      return wrong.map((action) => `${id}: ${action} is not granted on a ${kind}`);
    }),
  );
}

function sourceProblems(template: Template): string[] {
  return ofType(template, 'AWS::QuickSight::DataSource').flatMap(({ id, properties }) => {
    const athena = properties.DataSourceParameters?.AthenaParameters;
    const problems: string[] = [];
    if (!athena?.RoleArn) problems.push('it asks as the role that only the console sets up');
    if (!athena?.WorkGroup) problems.push('it asks past the workgroup and its limit');
    return problems.map((text) => `${id}: ${text}`);
  });
}

const tablesOf = ({ properties }: Found): Json[] =>
  Object.values(properties.PhysicalTableMap ?? {});
const columnsOf = (set: Found): string[] =>
  tablesOf(set).flatMap((one) => one.CustomSql?.Columns?.map(({ Name }: Json) => Name) ?? []);

/** The names that a SELECT gives its columns, as far as its list of them says. */
function setProblems(set: Found): string[] {
  return tablesOf(set).flatMap(({ CustomSql }) => {
    if (!CustomSql) return [];
    const { SqlQuery = '', Columns = [] } = CustomSql;
    const list = SqlQuery.slice(0, SqlQuery.search(/\nFROM /));
    // In no database of ours, Athena looks for a bare name in its own `default`.
    const asked = [...SqlQuery.matchAll(/\b(?:FROM|JOIN) ([^\s(]+)/g)].map(([, name]) => name);
    return [
      ...Columns.filter(({ Name }: Json) => !new RegExp(`\\b${Name}\\b`).test(list)).map(
        ({ Name }: Json) => `${set.id}: its SQL gives no column ${Name}`,
      ),
      ...asked
        .filter((name) => !/^"[a-z_]+"\./.test(name ?? ''))
        .map((name) => `${set.id}: ${name} is in no database`),
    ];
  });
}

function dashboardProblems({ id, properties }: Found, sets: readonly Found[]): string[] {
  const definition = properties.Definition ?? {};
  const problems: string[] = [];
  const columns = new Map<string, readonly string[]>();
  for (const { Identifier, DataSetArn } of definition.DataSetIdentifierDeclarations ?? []) {
    const set = sets.find((one) => one.id === referred(DataSetArn));
    if (set) columns.set(Identifier, columnsOf(set));
    else problems.push(`the data set ${Identifier} is none of this template`);
  }
  const calculated: Json[] = definition.CalculatedFields ?? [];
  for (const { Name, DataSetIdentifier, Expression = '' } of calculated) {
    const known = columns.get(DataSetIdentifier) ?? [];
    for (const [, name = ''] of Expression.matchAll(/\{([^}]+)\}/g)) {
      if (!known.includes(name)) problems.push(`${Name} is made of ${name}, which is no column`);
    }
  }
  const fields = new Set(calculated.map(({ Name }) => Name));
  for (const { DataSetIdentifier, ColumnName } of found(definition, 'Column')) {
    const known = columns.get(DataSetIdentifier);
    if (!known) problems.push(`no data set is called ${DataSetIdentifier}`);
    else if (!known.includes(ColumnName) && !fields.has(ColumnName)) {
      problems.push(`${DataSetIdentifier} has no column ${ColumnName}`);
    }
  }
  for (const { Expression = '' } of found(definition, 'CalculatedMeasureField')) {
    for (const [, name = ''] of Expression.matchAll(/\{([^}]+)\}/g)) {
      if (!fields.has(name)) problems.push(`a visual shows ${name}, which nothing works out`);
    }
  }
  problems.push(...idProblems(definition), ...sheetProblems(definition));
  problems.push(...parameterProblems(definition));
  return problems.map((text) => `${id}: ${text}`);
}

/** Every value under a key of that name, however deep. */
function found(value: Json, key: string): Json[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key ? [inner] : found(inner, key),
  );
}

function idProblems(definition: Json): string[] {
  return ['SheetId', 'VisualId', 'FieldId', 'FilterId', 'FilterGroupId', 'ElementId'].flatMap(
    (kind) => {
      const places = kind === 'SheetId' ? definition.Sheets : definition;
      // A field is named again by what it is sorted by, and a sheet by its filters.
      const declared = kind === 'FieldId' ? declaredFields(definition) : found(places, kind);
      const ids =
        kind === 'SheetId' ? definition.Sheets.map(({ SheetId }: Json) => SheetId) : declared;
      return [...new Set(ids.filter((one: string, i: number) => ids.indexOf(one) !== i))].map(
        (one) => `${kind} ${one} is there twice`,
      );
    },
  );
}

const declaredFields = (value: Json): string[] =>
  found(value, 'FieldWells').flatMap((wells) => found(wells, 'FieldId'));

function sheetProblems({ Sheets = [], FilterGroups = [] }: Json): string[] {
  const problems: string[] = [];
  if (Sheets.length > MOST_SHEETS) problems.push(`QuickSight shows ${MOST_SHEETS} sheets at most`);
  const ids = Sheets.map(({ SheetId }: Json) => SheetId);
  for (const { SheetId, Visuals = [], Layouts = [] } of Sheets) {
    if (Visuals.length > MOST_VISUALS)
      problems.push(`${SheetId} has more than ${MOST_VISUALS} visuals`);
    const visuals = found(Visuals, 'VisualId');
    const elements = found(Layouts, 'Elements').flat();
    for (const { ElementId, ColumnIndex, ColumnSpan } of elements) {
      if (!visuals.includes(ElementId))
        problems.push(`${SheetId} places ${ElementId}, which is not there`);
      if (ColumnIndex + ColumnSpan > GRID_COLUMNS)
        problems.push(`${ElementId} is wider than the sheet`);
    }
    const placed = elements.map(({ ElementId }: Json) => ElementId);
    for (const visual of visuals) {
      if (!placed.includes(visual)) problems.push(`${SheetId} does not place ${visual}`);
    }
    for (const visual of Visuals) {
      const declared = declaredFields(visual);
      for (const { FieldId } of found(visual, 'FieldSort')) {
        if (!declared.includes(FieldId))
          problems.push(`${SheetId} sorts by ${FieldId}, which it does not show`);
      }
    }
  }
  for (const { SheetId } of found(FilterGroups, 'SheetVisualScopingConfigurations').flat()) {
    if (!ids.includes(SheetId))
      problems.push(`a filter is for the sheet ${SheetId}, which is not there`);
  }
  return problems;
}

/** The application sets these by name, in every frame. */
function parameterProblems({ ParameterDeclarations = [], FilterGroups = [] }: Json): string[] {
  const declared: string[] = ParameterDeclarations.map(
    (one: Json) => Object.values<Json>(one)[0]?.Name,
  );
  const wanted = ['From', 'To', ...Object.keys(QUICKSIGHT_PARAMETERS)];
  const named = [
    ...found(FilterGroups, 'ParameterName'),
    ...found(FilterGroups, 'Parameter'),
  ].filter((one) => typeof one === 'string');
  return [
    ...wanted
      .filter((name) => !declared.includes(name))
      .map((name) => `the application sets ${name}, which it does not declare`),
    ...named
      .filter((name) => !declared.includes(name))
      .map((name) => `a filter follows ${name}, which it does not declare`),
  ];
}
