/**
 * How long a client of the AWS SDK waits, as its request handler takes it. The SDK by itself only warns
 * when a request takes longer, and a silent endpoint would hold its callers for ever.
 */
export function requestLimits(requestMs: number, connectMs = requestMs) {
  return {
    connectionTimeout: connectMs,
    requestTimeout: requestMs,
    throwOnRequestTimeout: true,
  };
}
