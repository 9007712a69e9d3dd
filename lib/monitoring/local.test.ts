import { describeMetricStore } from '@/lib/testing/metric-store-contract';
import { createLocalMetrics } from './local';

describeMetricStore('local', async () => createLocalMetrics());
