import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/app/admin/auth';
import { withLimitStatus } from '@/lib/auth/limited';

async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const response: Response = await NextAuth(request, context, authOptions());
  return withLimitStatus(response);
}

export { handle as GET, handle as POST };
