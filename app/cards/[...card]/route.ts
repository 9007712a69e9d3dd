import { drawnCard } from './drawn-cards';

// Drawn when first asked for: most are never shared, and drawing them all would double the build.
export const dynamic = 'force-dynamic';

const DAY_S = 86_400;

interface CardContext {
  readonly params: Promise<{ card: string[] }>;
}

export async function GET(_request: Request, { params }: CardContext): Promise<Response> {
  const card = await drawnCard((await params).card.join('/'));
  if (!card) return new Response(null, { status: 404 });
  return new Response(card, {
    headers: { 'content-type': 'image/jpeg', 'cache-control': `public, max-age=${DAY_S}` },
  });
}
