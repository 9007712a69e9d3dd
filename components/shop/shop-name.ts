export const SHOP_NAME = 'Nought & Daughters';
