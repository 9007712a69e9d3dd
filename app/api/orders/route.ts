import { serveWebRequest, toResponse } from '@/lib/collector/web-door';
import { runtime } from '@/lib/config/runtime';
import { MAX_ORDER_BYTES } from '@/lib/orders/order-desk';

export async function POST(request: Request): Promise<Response> {
  const { orders, bodies } = runtime();
  return serveWebRequest(request, {
    maxBytes: MAX_ORDER_BYTES,
    budget: bodies,
    admit: orders.admit,
    answer: orders.place,
    refused: orders.refused,
  });
}

export async function GET(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get('order') ?? '';
  return toResponse(runtime().orders.lookUp(token));
}
