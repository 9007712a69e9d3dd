import { describeObjectStore } from '@/lib/testing/object-store-contract';
import { createMemoryStore } from './memory';

describeObjectStore('memory', async () => ({
  store: createMemoryStore(),
  dispose: async () => undefined,
}));
