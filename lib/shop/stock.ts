export type StockState = 'in' | 'last' | 'out';

/** From here on down the shop says how many are left. */
const LAST_FEW = 5;

export function stockState(stock: number): StockState {
  if (stock <= 0) return 'out';
  return stock <= LAST_FEW ? 'last' : 'in';
}

/** The state in words, for product page, tile and cart. */
export function stockWords(stock: number): string {
  switch (stockState(stock)) {
    case 'out':
      return 'Sold out';
    case 'last':
      return stock === 1 ? 'Last one' : `Last ${stock}`;
    default:
      return 'In stock';
  }
}
