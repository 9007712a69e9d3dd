import type { ReactNode } from 'react';
import { PageFade } from '@/components/shop/page-fade';

export default function ShopTemplate({ children }: { children: ReactNode }) {
  return <PageFade>{children}</PageFade>;
}
