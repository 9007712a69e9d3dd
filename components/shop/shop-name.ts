export const SHOP_NAME = 'Nought & Daughters';

export const SHOP_DESCRIPTION =
  'A small department store of well-made objects that do not exist. Nothing is sold, everything is measured.';
