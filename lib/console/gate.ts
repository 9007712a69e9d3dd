import { ALLOWED_FUNCTIONS, ALLOWED_TABLE_FUNCTIONS } from './gate-functions';

/** Why a statement is not run: in words, and about which byte of it. */
export interface Refusal {
  /** `invalid` where the parser could not read it, `refused` where it could. */
  readonly code: 'invalid' | 'refused';
  readonly words: string;
  readonly atByte: number | null;
}

/** A node of DuckDB's syntax tree, as json_serialize_sql gives it. */
type Tree = Readonly<Record<string, unknown>>;
type Names = ReadonlySet<string>;

const DEEPEST = 150;
const MOST_NODES = 50_000;

/** Kinds of nodes that mean nothing but reading; every other is refused. */
const QUERIES = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']);
const RELATIONS = new Set([
  'BASE_TABLE',
  'SUBQUERY',
  'JOIN',
  'TABLE_FUNCTION',
  'EXPRESSION_LIST',
  'EMPTY',
]);
const MODIFIERS = new Set([
  'ORDER_MODIFIER',
  'LIMIT_MODIFIER',
  'DISTINCT_MODIFIER',
  'ORDER_DEFAULT',
  'ASCENDING',
  'DESCENDING',
]);
const EXPRESSIONS = new Set([
  'COLUMN_REF',
  'CONSTANT',
  'CAST',
  'CASE',
  'COMPARISON',
  'CONJUNCTION',
  'OPERATOR',
  'BETWEEN',
  'SUBQUERY',
  'STAR',
  'PARAMETER',
  'FUNCTION',
  'WINDOW',
]);

/** What people may know these by. */
const WORDS: Readonly<Record<string, string>> = {
  SHOW_REF: 'SHOW, DESCRIBE and SUMMARIZE are not answered; the catalog describes the relations',
  PIVOT: 'PIVOT and UNPIVOT are not Athena’s SQL; write CASE or UNNEST',
  LAMBDA: 'lambdas (x -> …) cannot be run here; write the expression with UNNEST or CASE',
  POSITIONAL_REFERENCE: 'columns by number (#1) are not Athena’s SQL; name the column',
  LIMIT_PERCENT_MODIFIER: 'LIMIT takes a number of rows, not a share',
  DEFAULT: 'DEFAULT has no meaning in a SELECT',
};

class Refused extends Error {
  constructor(
    message: string,
    readonly atByte: number | null,
  ) {
    super(message);
  }
}

/**
 * Judges what the executing engine's own parser made of a text: one SELECT over published relations
 * and functions of the list. Whatever it does not know it refuses.
 */
export function refusalOf(serialized: string, published: readonly string[]): Refusal | null {
  const { error, error_type, error_message, position, statements } = JSON.parse(serialized);
  const at = position === undefined ? null : Number(position);
  if (error) {
    if (error_type === 'parser')
      return { code: 'invalid', words: String(error_message), atByte: at };
    const words = 'only one SELECT is answered here: nothing that writes, sets, explains or pivots';
    return { code: 'refused', words, atByte: at };
  }
  if (!Array.isArray(statements) || statements.length !== 1) {
    const found = Array.isArray(statements) ? statements.length : 0;
    const words = `exactly one SELECT is answered, and this has ${found} statements`;
    return { code: 'refused', words, atByte: null };
  }
  try {
    createWalk(published).query(statements[0].node, new Set(), 0);
    return null;
  } catch (fault) {
    if (fault instanceof Refused) {
      return { code: 'refused', words: fault.message, atByte: fault.atByte };
    }
    throw fault;
  }
}

function createWalk(published: readonly string[]) {
  const known: Names = new Set(published);
  const list = published.join(', ');
  let nodes = 0;

  /** A SELECT and what stands in it; each name of WITH holds for what comes after it. */
  function query(node: unknown, outer: Names, depth: number): void {
    if (!isTree(node) || !QUERIES.has(String(node.type))) throw unknownKind(node);
    noSample(node);
    const scope = new Set(outer);
    const { cte_map, ...rest } = node;
    for (const { key, value } of entriesOf(cte_map)) {
      inside(value, scope, depth + 1);
      scope.add(plain(key));
    }
    if (node.type === 'RECURSIVE_CTE_NODE' || node.type === 'CTE_NODE') {
      const { left, right, query: first, child, ...others } = rest;
      for (const part of [left, first]) if (part) query(part, scope, depth + 1);
      const within = new Set([...scope, plain(node.cte_name)]);
      for (const part of [right, child]) if (part) query(part, within, depth + 1);
      inside(others, within, depth + 1, true);
    } else inside(rest, scope, depth + 1, true);
  }

  /** Everything below a value; `itself` where the value was judged already. */
  function inside(value: unknown, scope: Names, depth: number, itself = false): void {
    if (depth > DEEPEST) throw new Refused('this is nested too deeply to be judged', null);
    if (Array.isArray(value)) {
      for (const one of value) inside(one, scope, depth + 1);
      return;
    }
    if (!isTree(value)) return;
    nodes += 1;
    if (nodes > MOST_NODES) throw new Refused('this has too many parts to be judged', null);
    if (!itself) {
      if (typeof value.class === 'string') {
        expression(value);
        // What a constant is, no kind of node can be.
        if (value.class === 'CONSTANT') return;
      } else if (typeof value.type === 'string') {
        if (QUERIES.has(value.type)) {
          query(value, scope, depth);
          return;
        }
        relation(value, scope);
        if (value.type === 'TABLE_FUNCTION') {
          // Judged by what may stand in FROM; as an expression it would be judged by the other list.
          const { function: call, ...rest } = value;
          inside(isTree(call) ? call.children : call, scope, depth + 1);
          inside(rest, scope, depth + 1, true);
          return;
        }
      }
    }
    for (const [key, part] of Object.entries(value)) {
      if (key !== 'cast_type') inside(part, scope, depth + 1);
      else if (hasExpression(part)) throw refused(value, 'a type is made of names and numbers');
    }
  }

  function expression(node: Tree): void {
    const kind = String(node.class);
    if (!EXPRESSIONS.has(kind)) throw unknownKind(node);
    if (kind === 'STAR' && node.columns) {
      throw refused(node, 'COLUMNS(…) is not Athena’s SQL; name the columns');
    }
    if (kind === 'FUNCTION' || kind === 'WINDOW') {
      callable(node, ALLOWED_FUNCTIONS, 'is no function that may be asked here');
    }
  }

  function callable(node: Tree, allowed: Names, words: string): void {
    const schema = plain(node.schema);
    const name = plain(node.function_name);
    const away = plain(node.catalog) !== '' || (schema !== '' && schema !== 'main');
    if (!away && allowed.has(name)) return;
    const hint = 'those of Athena that count, compare and format values are';
    throw refused(node, `${shown(name)} ${words}; ${hint}`);
  }

  function relation(node: Tree, scope: Names): void {
    const kind = String(node.type);
    if (MODIFIERS.has(kind)) return;
    if (!RELATIONS.has(kind)) throw unknownKind(node);
    noSample(node);
    if (kind === 'JOIN' && ['POSITIONAL', 'ASOF'].includes(String(node.ref_type))) {
      throw refused(node, 'POSITIONAL and ASOF joins are not Athena’s SQL; join ON a condition');
    }
    if (kind === 'TABLE_FUNCTION') {
      const call = isTree(node.function) ? node.function : {};
      callable(call, ALLOWED_TABLE_FUNCTIONS, 'cannot stand in FROM here');
    }
    if (kind === 'BASE_TABLE') table(node, scope);
  }

  function noSample(node: Tree): void {
    if (node.sample) {
      throw refused(node, 'samples are not taken here; narrow the rows with WHERE');
    }
  }

  function table(node: Tree, scope: Names): void {
    const name = plain(node.table_name);
    const qualified = [node.catalog_name, node.schema_name].some((one) => plain(one) !== '');
    if (qualified) {
      throw refused(node, `name a relation without anything before it: one of ${list}`);
    }
    if (node.at_clause) throw refused(node, 'there are no earlier versions to ask (AT)');
    if (!scope.has(name) && !known.has(name)) {
      throw refused(node, `${shown(name)} is not published; what may be asked are ${list}`);
    }
  }

  return { query };
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parser takes constants alone in a type; what it would take besides is none of ours. */
function hasExpression(type: unknown): boolean {
  if (!isTree(type)) return Array.isArray(type) && type.some(hasExpression);
  return 'class' in type || Object.values(type).some(hasExpression);
}

function entriesOf(map: unknown): readonly { key: unknown; value: unknown }[] {
  return isTree(map) && Array.isArray(map.map) ? map.map : [];
}

/**
 * A name as DuckDB compares it: it folds ASCII alone, and JavaScript's lower case would make one
 * name of two (K, the Kelvin sign, and k).
 */
function plain(name: unknown): string {
  return typeof name === 'string' ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : '';
}

function shown(name: string): string {
  return JSON.stringify([...name].slice(0, 60).join(''));
}

function refused(node: Tree, words: string): Refused {
  return new Refused(words, typeof node.query_location === 'number' ? node.query_location : null);
}

function unknownKind(node: unknown): Refused {
  const tree = isTree(node) ? node : {};
  const kind = String(tree.class ?? tree.type);
  const words = Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined;
  return refused(tree, words ?? `this kind of SQL (${kind}) is not answered; one SELECT is`);
}
