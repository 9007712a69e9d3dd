import { authorise } from '@/app/admin/auth';
import { runtime } from '@/lib/config/runtime';
import { catalogDocument } from '@/lib/console/catalog-desk';
import { createManifestReader } from '@/lib/lake/manifest-file';

/** Every relation that may be asked: columns, who reads them, and what is stored. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const { FOOTFALL_MODE: mode, FOOTFALL_DATA_DIR: root } = runtime().settings;
  const document =
    mode === 'local'
      ? catalogDocument('duckdb', await createManifestReader(root).read())
      : catalogDocument('athena', null);
  return Response.json(document, { headers: { 'cache-control': 'no-store' } });
}
