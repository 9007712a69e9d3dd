'use client';

import { Failure } from '@/components/shop/failure';

export default function ErrorPage() {
  return <Failure />;
}
