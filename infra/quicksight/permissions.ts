const named = (resource: string, verbs: readonly string[]) =>
  verbs.map((verb) => `quicksight:${verb.replace('*', resource)}`);

/** What an owner may do; QuickSight takes these sets of actions and refuses others. */
export const DATA_SOURCE_OWNER = named('DataSource', [
  'Describe*',
  'Describe*Permissions',
  'Pass*',
  'Update*',
  'Delete*',
  'Update*Permissions',
]);

export const DATA_SET_OWNER = [
  ...named('DataSet', [
    'Describe*',
    'Describe*Permissions',
    'Pass*',
    'Update*',
    'Delete*',
    'Update*Permissions',
  ]),
  ...named('Ingestion', ['Describe*', 'List*s', 'Create*', 'Cancel*']),
];

export const DASHBOARD_OWNER = named('Dashboard', [
  'Describe*',
  'List*Versions',
  'Update*Permissions',
  'Query*',
  'Update*',
  'Delete*',
  'Describe*Permissions',
  'Update*PublishedVersion',
]);
