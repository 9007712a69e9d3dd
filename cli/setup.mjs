// The way in for `npm start`, `npm test`, `npm run dev`, `build` and `reset` on a fresh clone: plain
// JavaScript, since nothing is installed yet. Says what is missing, installs and builds what changed,
// then hands over.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { SERVER_FLAGS } from '../server/flags.mjs';

const MINIMUM_NODE = [20, 19];
const INSTALL_STAMP = 'node_modules/.footfall-install';
const BUILD_STAMP = 'dist/.footfall-build';
/** What the build is made of. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'server',
  'public',
  'cli',
  'e2e/bots',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-node.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** What it makes; a stamp without these is worth nothing. */
const BUILT = [
  '.next/BUILD_ID',
  'dist/main.js',
  'dist/producer.js',
  'dist/backfill.js',
  'dist/backfill-child.js',
  'dist/roll-child.js',
  'dist/duckdb-child.js',
  'dist/duckdb-console-child.js',
  'dist/script-hashes.json',
];

const [command = '', ...rest] = process.argv.slice(2);
process.env.NEXT_TELEMETRY_DISABLED ??= '1';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

checkNode();
loadEnvFile();
switch (command) {
  case 'start':
    await checkPort();
    install();
    build();
    makeHistory();
    handOver(process.execPath, [...SERVER_FLAGS, 'dist/main.js', ...rest], {
      NODE_ENV: 'production',
    });
    break;
  case 'dev':
    await checkPort();
    install();
    handOver(process.execPath, [
      tsx(),
      'watch',
      '--clear-screen=false',
      'server/main.ts',
      '--dev',
      '--live',
      '0',
      ...rest,
    ]);
    break;
  case 'build':
    install();
    build();
    break;
  case 'test':
    install();
    handOver(process.execPath, [tsx(), 'cli/test.ts', ...rest]);
    break;
  case 'reset':
    reset();
    break;
  default:
    fail(
      `cli/setup.mjs does not know "${command}": use npm start, npm test, npm run dev, build or reset.`,
    );
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = MINIMUM_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  fail(
    `Footfall needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}. Install one from https://nodejs.org and try again.`,
  );
}

/** Settings from .env, where there is one; what is set outside wins. */
function loadEnvFile() {
  if (statSync('.env', { throwIfNoEntry: false })?.isFile()) process.loadEnvFile('.env');
}

/** Says that the port is taken before a minute is spent on building. */
async function checkPort() {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return; // The settings say what is wrong with it.
  const flag = rest.indexOf('--host');
  const host = (flag >= 0 && rest[flag + 1]) || process.env.FOOTFALL_HOST || '127.0.0.1';
  const probe = createServer();
  await new Promise((resolve) => {
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE') return resolve(undefined);
      fail(
        `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

function install() {
  const stamp = digest(
    ['package.json', 'package-lock.json'],
    process.versions.node,
    process.platform,
    process.arch,
  );
  if (readStamp(INSTALL_STAMP) === stamp) return;
  step('Installing what package-lock.json lists (about a minute, once)');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args]);
  else run('npm', args);
  writeStamp(INSTALL_STAMP, stamp);
}

function build() {
  // Pages are made while building, and say where they are to be found.
  const site = process.env.FOOTFALL_PUBLIC_URL ?? '';
  const stamp = digest([...SOURCES, 'package-lock.json'], process.versions.node, site);
  if (readStamp(BUILD_STAMP) === stamp && BUILT.every((path) => existsSync(path))) return;
  step('Building the shop and its server (under a minute, whenever sources changed)');
  rmSync('dist', { recursive: true, force: true });
  run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' });
  run(process.execPath, [tsx(), 'server/build.ts']);
  writeStamp(BUILD_STAMP, stamp);
}

/**
 * Before the shop opens, what its people did: thirty days where the lake is empty, else since it was
 * closed. A fault of it is said and keeps nobody from opening the shop; Ctrl-C stops both.
 */
function makeHistory() {
  const rate = Number(optionOf('--live') ?? 1);
  const days = Number(optionOf('--history') ?? 30);
  const wrong = !(rate >= 0) || !Number.isInteger(days) || days < 0;
  if (wrong) fail('Give --live a number of events a second and --history a whole number of days.');
  if (rate === 0 || (process.env.FOOTFALL_MODE || 'local') !== 'local') return;
  const args = ['dist/backfill.js', '--for-start', String(rate), '--days', String(days)];
  const { status, signal } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (signal || status === 130) process.exit(130);
  if (status !== 0)
    console.error('The history could not be made (see above); the shop opens without.');
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function optionOf(name) {
  const joined = rest.find((argument) => argument.startsWith(`${name}=`));
  const place = rest.indexOf(name);
  return joined?.slice(name.length + 1) ?? (place >= 0 ? rest[place + 1] : undefined);
}

/** Removes what Footfall made, by name: the data folder may be one that holds other things too. */
function reset() {
  const data = process.env.FOOTFALL_DATA_DIR || '.data';
  const server = lockHolder(join(data, 'local', 'lake.lock'));
  if (server && isAlive(server)) {
    fail(
      `A server (process ${server}) is working on ${data}. Stop it first: it would go on writing into what is removed.`,
    );
  }
  const made = ['raw', 'processed', 'ledger', 'state', 'local'].map((name) => join(data, name));
  for (const path of [...made, '.next', 'dist']) rmSync(path, { recursive: true, force: true });
  if (existsSync(data) && readdirSync(data).length === 0) rmdirSync(data);
  console.log(`Removed events, password and secrets from ${data}, and the build (.next, dist).`);
}

/**
 * The process that the lock names, or 0.
 * @param {string} path
 */
function lockHolder(path) {
  try {
    return Number(JSON.parse(readStamp(path) ?? '{}').pid ?? 0);
  } catch {
    return 0; // Nobody can hold a lock that nobody can read.
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function tsx() {
  return 'node_modules/tsx/dist/cli.mjs';
}

/**
 * @param {string[]} paths
 * @param {...string} more
 */
function digest(paths, ...more) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesBelow).sort()) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.update(more.join()).digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) =>
    name.includes('.test.') ? [] : filesBelow(join(path, name)),
  );
}

/** @param {string} path */
function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/**
 * @param {string} path
 * @param {string} stamp
 */
function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stamp);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(program, args, env) {
  const { status, error } = spawnSync(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error) fail(`${program} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Runs the command until it ends and ends with its exit code. Ctrl-C reaches it from the terminal;
 * a signal sent to this process alone is passed on.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function handOver(program, args, env) {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** @param {string} text */
function step(text) {
  console.log(`\n▸ ${text}\n`);
}

/**
 * @param {string} text
 * @returns {never}
 */
function fail(text) {
  console.error(`\n${text}\n`);
  process.exit(1);
}
