export const errorLink = {};
