/** Orders worked on at once, as a service does. */
export const ORDERS_AT_ONCE = 8;
/** One call lists so many orders; the least calls there can be. */
export const PAGE_SIZE = 100;
