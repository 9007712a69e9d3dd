import { createServer } from 'node:http';
import { JSON_TYPE, readBody } from '@/e2e/fixtures/json-protocol-stand-in';

/*
 * For bench/firehose.ts: a Firehose that takes every record at once. It counts them by their text, since
 * parsing a request would cost more than the driver spends on making it.
 */
const RECORD = '"Data":';

const server = createServer(async (request, response) => {
  const body = await readBody(request);
  let records = 0;
  for (let at = body.indexOf(RECORD); at >= 0; at = body.indexOf(RECORD, at + 1)) records += 1;
  const answers = Array.from({ length: records }, (_, n) => ({ RecordId: String(n) }));
  response.writeHead(200, { 'content-type': JSON_TYPE });
  response.end(JSON.stringify({ FailedPutCount: 0, RequestResponses: answers }));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
});
