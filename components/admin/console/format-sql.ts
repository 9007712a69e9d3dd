/**
 * SQL laid out anew. What does it is large and rarely wanted, so it comes when it is.
 * @throws {Error} where the text is no SQL that can be laid out.
 */
export async function formatSql(sql: string): Promise<string> {
  const { formatDialect, trino } = await import('sql-formatter');
  return formatDialect(sql, {
    dialect: trino,
    keywordCase: 'upper',
    paramTypes: { named: [':'] },
  });
}
