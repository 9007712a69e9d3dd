/** What a published version promised of one column; kept as JSON beside the code. */
export interface PublishedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly values?: readonly string[];
}

/**
 * What a change of the contract would break for readers and writers of the published version: a
 * column removed, renamed or retyped, a value withdrawn, an optional column made mandatory, or a
 * mandatory one added. An empty list means the change only appends.
 */
export function breakingChanges(
  published: readonly PublishedColumn[],
  current: readonly PublishedColumn[],
): string[] {
  const now = new Map(current.map((column) => [column.name, column]));
  const broken: string[] = [];
  for (const [index, old] of published.entries()) {
    const column = now.get(old.name);
    if (!column) {
      broken.push(`${old.name}: removed or renamed`);
      continue;
    }
    if (column.type !== old.type) broken.push(`${old.name}: ${old.type} became ${column.type}`);
    if (old.nullable !== column.nullable) {
      broken.push(`${old.name}: nullable ${old.nullable} became ${column.nullable}`);
    }
    for (const value of old.values ?? []) {
      if (column.values && !column.values.includes(value)) {
        broken.push(`${old.name}: value ${value} withdrawn`);
      }
    }
    if (!old.values && column.values) broken.push(`${old.name}: became a closed list`);
    if (current[index]?.name !== old.name)
      broken.push(`${old.name}: moved from place ${index + 1}`);
  }
  const known = new Set(published.map((column) => column.name));
  for (const column of current) {
    if (!known.has(column.name) && !column.nullable)
      broken.push(`${column.name}: added as mandatory`);
  }
  return broken;
}
