/** What stands around each name of a list that is kept as one text; neither ids nor categories hold it. */
const MARK = '|';

/** How a name lies in such a list, and in no other name's place. */
export const marked = (name: string) => `${MARK}${name}${MARK}`;

const listOf = (name: string) => {
  const names = `array_sort(array_agg(DISTINCT ${name}) FILTER (WHERE ${name} IS NOT NULL))`;
  return `'${MARK}' || array_join(${names}, '${MARK}') || '${MARK}'`;
};

/**
 * `shelves`: of each session with an event about a product, those products and their categories. Lists
 * of names, so that a filter looks at one column of the session and at no event.
 */
export function shelvesOf(events: string, products: string): string {
  return `about AS (
  SELECT session_id, product_id FROM ${events} AS e
  WHERE product_id IS NOT NULL GROUP BY session_id, product_id
), shelves AS (
  SELECT about.session_id,
    ${listOf('about.product_id')} AS product_ids,
    ${listOf('catalogue.category')} AS categories
  FROM about LEFT JOIN ${products} AS catalogue ON catalogue.product_id = about.product_id
  GROUP BY about.session_id
)`;
}
