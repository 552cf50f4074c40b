export const LANGUAGES = ['de', 'en'] as const;
export const ROLES = ['admin', 'operations', 'viewer'] as const;
export type Role = (typeof ROLES)[number];
