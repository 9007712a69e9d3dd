import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { SHOP_DESCRIPTION, SHOP_NAME } from '@/components/shop/shop-name';
import { FONTS } from './fonts';
import { siteUrl } from './site-url';

export const metadata: Metadata = {
  metadataBase: new URL(siteUrl()),
  title: { default: SHOP_NAME, template: `%s · ${SHOP_NAME}` },
  description: SHOP_DESCRIPTION,
  applicationName: SHOP_NAME,
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f3f0' },
    { media: '(prefers-color-scheme: dark)', color: '#1d1b19' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The shop marks this element before React sees it (components/shop/early-marks.tsx).
    <html lang="en" className={FONTS} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
