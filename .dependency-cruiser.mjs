import { builtinModules } from 'node:module';

/**
 * Who may import whom. lib is built in floors: a room imports only from lower ones, never a
 * neighbour. Tests and lib/testing may use anything.
 */
const FLOORS = [
  ['common'],
  ['events', 'cost'],
  ['catalog', 'storage', 'monitoring'],
  ['shop', 'tracker', 'models', 'auth', 'trail'],
  ['lake'],
  ['delivery', 'analytics'],
  ['collector', 'traffic', 'dashboards', 'xray', 'console'],
  ['orders', 'audit'],
  ['operations', 'runs', 'failed-events'],
  ['config'],
];
const ROOMS = FLOORS.flat();
/** What components may take values from; types they may take from all of lib. */
const FOR_COMPONENTS = ['common', 'events', 'cost', 'catalog', 'shop', 'tracker', 'dashboards'];
/** Beside these, single files without anything that a browser lacks. */
const FILES_FOR_COMPONENTS = '^lib/runs/(run-limits|audit-stages)\\.ts$';
const DRIVERS =
  '^lib/(delivery/(lake|firehose|memory)|analytics/(duckdb|duckdb-process|athena|memory|unavailable)|storage/(folder|s3|memory)|monitoring/(local|cloudwatch)|dashboards/(charts|quicksight|memory)|console/(duckdb-console|athena-console|unavailable-console))\\.ts$';
const TESTS = '(\\.test\\.tsx?$|^lib/testing/)';
const AWS_FILES =
  '^lib/(delivery/firehose|config/credentials|analytics/athena|storage/s3|monitoring/cloudwatch|dashboards/quicksight)';

const floors = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `floor-${floor}-${room}`,
    comment: `lib/${room} takes only from lower floors`,
    severity: 'error',
    from: { path: `^lib/${room}/`, pathNot: TESTS },
    to: {
      path: `^lib/(${[...FLOORS.slice(floor).flat(), 'testing'].filter((other) => other !== room).join('|')})/`,
    },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...floors,
    {
      name: 'lib-room-unknown',
      comment: 'every folder of lib stands on a floor',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: '^lib/', pathNot: `^lib/(${[...ROOMS, 'testing'].join('|')})/` },
    },
    {
      name: 'lib-stands-alone',
      comment: 'lib runs without React, Next and the folders above it',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '^(app|components|server|infra|e2e|cli|bench)/' },
    },
    {
      name: 'drivers-by-runtime-only',
      comment: 'drivers are chosen in lib/config; everybody else knows ports',
      severity: 'error',
      from: { pathNot: `^lib/config/|^lib/analytics/duckdb-child|${TESTS}|^(infra|e2e|bench)/` },
      to: { path: DRIVERS },
    },
    {
      name: 'components-take-types',
      comment: 'components take values only from the rooms that run in a browser',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: {
        path: '^lib/',
        pathNot: [`^lib/(${FOR_COMPONENTS.join('|')})/`, FILES_FOR_COMPONENTS],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'components-below-app',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { path: '^(app|server|infra|e2e|cli|bench)/' },
    },
    {
      name: 'app-above-components',
      severity: 'error',
      from: { path: '^app/', pathNot: TESTS },
      to: { path: '^(server|infra|e2e|cli|bench)/' },
    },
    {
      name: 'aws-in-drivers',
      severity: 'error',
      from: { pathNot: `${AWS_FILES}|${TESTS}|^e2e/` },
      to: { path: '(^|/)@aws-sdk/|node_modules/@smithy/' },
    },
    {
      name: 'duckdb-in-drivers',
      severity: 'error',
      from: {
        pathNot: `^lib/lake/|^lib/(analytics|console)/duckdb|^infra/testing/|^e2e/fixtures/(history|parquet-stand-in|tables-stand-in)|${TESTS}`,
      },
      to: { path: '@duckdb/' },
    },
    {
      name: 'next-in-its-places',
      severity: 'error',
      from: {
        pathNot:
          '^(app|components|server|lib/auth|e2e/fixtures)/|^(proxy|instrumentation|next\\.config)',
      },
      to: { path: '(^|/)node_modules/(next|next-auth)/' },
    },
    {
      name: 'tracker-without-node',
      comment: 'the tracker runs in a browser, with all that it pulls in',
      severity: 'error',
      from: { path: '^lib/tracker/', pathNot: TESTS },
      to: { path: `^(node:)?(${builtinModules.join('|')})$`, reachable: true },
    },
    {
      name: 'components-without-node',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
