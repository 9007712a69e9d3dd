const TOKEN = /'(?:[^']|'')*'|[A-Za-z_]\w*|[?()]/g;
const CLAUSES = new Set(
  'SELECT FROM WHERE GROUP HAVING ORDER LIMIT FETCH ON VALUES UNION WITH'.split(' '),
);

/**
 * Where in a statement a `?` stands in another clause than WHERE, which Athena does not take: the
 * clauses it stands in. CASE counts as a clause until its END, since Athena is strict there too.
 */
export function placeholdersOutsideWhere(sql: string): string[] {
  const wrong: string[] = [];
  // A clause for each open bracket; a bracket without a clause of its own stands in that around it.
  const open = ['start'];
  const cases: string[] = [];
  for (const [token] of sql.matchAll(TOKEN)) {
    const last = open.length - 1;
    const word = token.toUpperCase();
    if (token === '(') open.push(open[last] ?? '');
    else if (token === ')') open.pop();
    else if (CLAUSES.has(word)) open[last] = word;
    else if (word === 'CASE') {
      cases.push(open[last] ?? '');
      open[last] = word;
    } else if (word === 'END') open[last] = cases.pop() ?? '';
    else if (token === '?' && open[last] !== 'WHERE') wrong.push(open[last] ?? '');
  }
  return wrong;
}
