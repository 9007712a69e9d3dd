/** What stands around each id of a list that is kept as one text; no id holds it. */
const MARK = '|';

/** How an id lies in such a list, and in no other's place. */
export const marked = (id: string) => `${MARK}${id}${MARK}`;

/** A number holds a bit for each of so many categories; a catalogue may have no more. */
export const MOST_CATEGORIES = 60;

/**
 * A relation of `product_id`, `category` and `bit`: each category of the catalogue has one bit of a
 * number, by its place among them.
 */
export function categoryBits(products: string): string {
  return `(SELECT product_id, category,
    CAST(power(2, dense_rank() OVER (ORDER BY category) - 1) AS bigint) AS bit
  FROM ${products} AS catalogue)`;
}

/**
 * `shelves`: of each session with an event about a product, those products and the bits of their
 * categories, so that a filter looks at one column of the session and at no event.
 */
export function shelvesOf(events: string, products: string): string {
  return `about AS (
  SELECT session_id, product_id FROM ${events} AS e
  WHERE product_id IS NOT NULL GROUP BY session_id, product_id
), shelves AS (
  SELECT about.session_id,
    '${MARK}' || array_join(array_agg(about.product_id ORDER BY about.product_id), '${MARK}') || '${MARK}' AS product_ids,
    coalesce(sum(DISTINCT known.bit), 0) AS category_bits
  FROM about LEFT JOIN ${categoryBits(products)} AS known ON known.product_id = about.product_id
  GROUP BY about.session_id
)`;
}
