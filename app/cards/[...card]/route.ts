import { drawShareCard, shareCards } from '@/lib/catalog/share-card';

// Drawn while the shop is built, and from then on files.
export const dynamic = 'force-static';
export const dynamicParams = false;

const ENDING = '.jpg';

interface CardContext {
  readonly params: Promise<{ card: string[] }>;
}

export function generateStaticParams() {
  return shareCards().map(({ path }) => ({ card: `${path}${ENDING}`.split('/') }));
}

export async function GET(_request: Request, { params }: CardContext): Promise<Response> {
  const path = (await params).card.join('/').slice(0, -ENDING.length);
  const card = shareCards().find((known) => known.path === path);
  if (!card) return new Response(null, { status: 404 });
  return new Response(await drawShareCard(card.products, 'public'), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=86400' },
  });
}
