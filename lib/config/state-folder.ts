import { createFolderStore } from '@/lib/storage/folder';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { Settings } from './settings';

/** Saved state on this machine. */
export function stateFolder(settings: Pick<Settings, 'FOOTFALL_DATA_DIR'>): ObjectStore {
  return createFolderStore({ root: `${settings.FOOTFALL_DATA_DIR}/state` });
}
