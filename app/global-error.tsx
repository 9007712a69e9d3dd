'use client';

import './globals.css';
import { Failure } from '@/components/shop/failure';
import { SHOP_NAME } from '@/components/shop/shop-name';
import { FONTS } from './fonts';

/** Stands in for the whole document where the root layout itself failed. */
export default function GlobalError() {
  return (
    <html lang="en" className={FONTS}>
      <body>
        <title>{SHOP_NAME}</title>
        <Failure />
      </body>
    </html>
  );
}
