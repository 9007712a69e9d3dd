import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/app/admin/auth';
import { refuseForeign } from '@/lib/auth/guard';
import { withLimitStatus } from '@/lib/auth/limited';
import { runtime } from '@/lib/config/runtime';
import { publicUrl } from '@/lib/config/settings';

async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const foreign = refuseForeign(request, publicUrl(runtime().settings));
  if (foreign) return foreign;
  const response: Response = await NextAuth(request, context, authOptions());
  return withLimitStatus(response);
}

export { handle as GET, handle as POST };
