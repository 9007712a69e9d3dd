import { SQLDialect } from '@codemirror/lang-sql';

/** Words of a SELECT in Trino's grammar; a console reads and does nothing else. */
const KEYWORDS = `all and any as asc at between by case cast cross cube current_date current_time
  current_timestamp desc distinct else end escape except exists extract fetch filter first
  following for from full group grouping having ignore in inner intersect interval into is join last
  lateral left like limit natural next not nulls offset on only or order ordinality outer over
  partition preceding range recursive respect right rollup row rows select sets some
  then ties to try_cast unbounded union unnest using values when where window with within zone
  day hour minute month second week year`;

const TYPES = `array bigint boolean char date decimal double integer json map real smallint time
  timestamp tinyint varbinary varchar`;

export const TRINO = SQLDialect.define({
  keywords: `${KEYWORDS} true false null`.replaceAll(/\s+/g, ' '),
  types: TYPES.replaceAll(/\s+/g, ' '),
  operatorChars: '*+-%<>!=|/',
  // What is filled in begins with a colon.
  specialVar: ':?',
  caseInsensitiveIdentifiers: true,
});
