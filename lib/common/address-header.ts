/**
 * Carries the client's address from our server to the routes behind Next. The server removes a
 * client's own value; under plain `next start` nobody does, so there it is only a hint.
 */
export const ADDRESS_HEADER = 'x-footfall-address';
