/** Columns by relation. */
export type Columns = ReadonlyMap<string, ReadonlySet<string>>;

type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'value'; readonly text: string };

const TOKEN =
  /\s+|--[^\n]*|('(?:[^']|'')*')|"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|(\d[\w.]*)|(.)/gsy;

/** One SELECT between its UNIONs. */
interface Block {
  /** What its FROM names, by alias; null where it is made of something else. */
  readonly sources: Map<string, string | null>;
  readonly mentions: { readonly of: string | null; readonly name: string }[];
  readonly outer: Block | null;
}

/**
 * The columns that a SELECT in Trino's SQL reads of the given relations. Reads our own reports and
 * models: the test has DuckDB confirm each column, and that none is missing.
 */
export function readsOf(sql: string, relations: Columns): Columns {
  const blocks: Block[] = [];
  const reader = { tokens: tokensOf(sql), at: 0, relations, blocks };
  readQuery(reader, null, new Set());
  const found = new Map<string, Set<string>>();
  for (const block of blocks) {
    for (const source of block.sources.values()) if (source) add(found, source);
    for (const { of, name } of block.mentions) {
      const relation = relationOf(block, of, name, relations);
      if (!relation) continue;
      const columns = add(found, relation);
      if (name !== '*') columns.add(name);
      else for (const column of relations.get(relation) ?? []) columns.add(column);
    }
  }
  return found;
}

function add(found: Map<string, Set<string>>, relation: string): Set<string> {
  const columns = found.get(relation) ?? new Set();
  found.set(relation, columns);
  return columns;
}

/** Which relation a mention is of: in its own block, else in one around it. */
function relationOf(
  block: Block,
  of: string | null,
  name: string,
  relations: Columns,
): string | null {
  for (let at: Block | null = block; at; at = at.outer) {
    if (of !== null) {
      const source = at.sources.get(of);
      if (source === undefined) continue;
      return source && (name === '*' || relations.get(source)?.has(name)) ? source : null;
    }
    const sources = [...at.sources.values()];
    const own = sources.find(
      (source) => source && (name === '*' || relations.get(source)?.has(name)),
    );
    if (own) return own;
    // Whatever is not of a relation here may be of a query in this FROM.
    if (sources.includes(null)) return null;
  }
  return null;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly relations: Columns;
  readonly blocks: Block[];
}

function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [, string, quoted, word, number, mark] of sql.matchAll(TOKEN)) {
    if (quoted !== undefined) tokens.push({ kind: 'word', text: quoted.toLowerCase() });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (string !== undefined || number !== undefined) {
      tokens.push({ kind: 'value', text: string ?? number ?? '' });
    }
  }
  return tokens;
}

const textAt = ({ tokens, at }: Reader, ahead = 0) => tokens[at + ahead]?.text;
const isWord = ({ tokens, at }: Reader, ahead = 0) => tokens[at + ahead]?.kind === 'word';
const QUERY = ['select', 'with'];
const AFTER_FROM = ['where', 'group', 'having', 'order', 'limit', 'window'];
const JOINING = [
  'left',
  'right',
  'full',
  'inner',
  'cross',
  'join',
  'on',
  'using',
  'union',
  'except',
];

/** A query up to its closing parenthesis or the end, with the names that WITH gives hidden from then on. */
function readQuery(reader: Reader, outer: Block | null, around: ReadonlySet<string>): void {
  const hidden = new Set(around);
  if (textAt(reader) === 'with') {
    do {
      const name = textAt(reader, 1);
      reader.at += 4; // WITH or a comma, the name, AS, the parenthesis
      readQuery(reader, outer, hidden);
      reader.at += 1;
      if (name) hidden.add(name);
    } while (textAt(reader) === ',');
  }
  while (reader.at < reader.tokens.length && textAt(reader) !== ')')
    readBlock(reader, outer, hidden);
}

function readBlock(reader: Reader, outer: Block | null, hidden: ReadonlySet<string>): void {
  const block: Block = { sources: new Map(), mentions: [], outer };
  reader.blocks.push(block);
  let inFrom = false;
  for (let depth = 0; reader.at < reader.tokens.length; ) {
    const text = textAt(reader);
    if (text === ')' && depth === 0) return;
    if (depth === 0 && isWord(reader)) {
      if (text === 'union' || text === 'except' || text === 'intersect') {
        reader.at += textAt(reader, 1) === 'all' ? 2 : 1;
        return;
      }
      if (AFTER_FROM.includes(text ?? '')) inFrom = false;
      const begins = text === 'from' && textAt(reader, -1) !== 'distinct';
      if (begins || (inFrom && text === 'join')) {
        inFrom = true;
        reader.at += 1;
        readSource(reader, block, hidden);
        continue;
      }
    }
    if (depth === 0 && inFrom && text === ',') {
      reader.at += 1;
      readSource(reader, block, hidden);
      continue;
    }
    if (text === '(') {
      reader.at += 1;
      if (QUERY.includes(textAt(reader) ?? '')) {
        readQuery(reader, block, hidden);
        reader.at += 1;
      } else depth += 1;
    } else if (text === ')') {
      depth -= 1;
      reader.at += 1;
    } else readMention(reader, block, depth);
  }
}

/** What stands after FROM, JOIN or a comma between them, and its alias. */
function readSource(reader: Reader, block: Block, hidden: ReadonlySet<string>): void {
  let name = `${block.sources.size}`;
  let source: string | null = null;
  if (textAt(reader) === '(') {
    reader.at += 1;
    if (QUERY.includes(textAt(reader) ?? '')) {
      readQuery(reader, block.outer, hidden);
      reader.at += 1;
    } else skipGroup(reader);
  } else {
    name = textAt(reader) ?? name;
    source = reader.relations.has(name) && !hidden.has(name) ? name : null;
    reader.at += 1;
    // A function of rows, such as UNNEST: its arguments are mentions like any.
    if (textAt(reader) === '(') {
      block.sources.set(name, null);
      return;
    }
  }
  if (textAt(reader) === 'as') reader.at += 1;
  const alias = textAt(reader) ?? '';
  if (isWord(reader) && ![...AFTER_FROM, ...JOINING].includes(alias)) {
    name = alias;
    reader.at += 1;
    if (textAt(reader) === '(') {
      reader.at += 1;
      skipGroup(reader);
    }
  }
  block.sources.set(name, source);
}

/** To behind the parenthesis that closes what is open. */
function skipGroup(reader: Reader): void {
  for (let depth = 1; depth > 0 && reader.at < reader.tokens.length; reader.at += 1) {
    if (textAt(reader) === '(') depth += 1;
    if (textAt(reader) === ')') depth -= 1;
  }
}

function readMention(reader: Reader, block: Block, depth: number): void {
  const text = textAt(reader) ?? '';
  const next = textAt(reader, 1);
  if (text === 'as') {
    // A name that is given, or a type, with what it is of.
    reader.at += 2;
    if (textAt(reader) !== '(') return;
    reader.at += 1;
    skipGroup(reader);
    return;
  }
  if (next === '.' && isWord(reader)) {
    block.mentions.push({ of: text, name: textAt(reader, 2) ?? '' });
    reader.at += 3;
    return;
  }
  const isLiteral = reader.tokens[reader.at + 1]?.kind === 'value' && next?.startsWith("'");
  if (isWord(reader) && next !== '(' && !isLiteral) block.mentions.push({ of: null, name: text });
  // Alone in the list it is all columns; elsewhere it multiplies.
  const before = textAt(reader, -1);
  if (
    text === '*' &&
    depth === 0 &&
    (before === 'select' || before === ',' || before === 'distinct')
  ) {
    block.mentions.push({ of: null, name: '*' });
  }
  reader.at += 1;
}
