import type { z } from 'zod';
import { ROLES, type Role } from './roles.js';

/** Who may call a route: anybody, or somebody signed in with at least this role. */
export type RouteAccess = 'public' | Role;

/** One route of the portal's interface. What it says is what the guard enforces, the reference page shows and the tests walk through. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/orders/{connectionId}`. */
  readonly path: string;
  readonly access: RouteAccess;
  /** Whether an API token may call it; what concerns a person or a secret asks for a person. */
  readonly withToken: boolean;
  /** English, one sentence, for the reference page. */
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: number;
  /** `null`: an answer without content, or one that is no JSON (`answerType`). */
  readonly answer: z.ZodType | null;
  readonly answerType?: string;
};

/** Routes by the id that OpenAPI calls `operationId`. */
export type Routes = Readonly<Record<string, Route>>;

/** `viewer` < `operations` < `admin`: whoever may do more may do less. */
export const roleIncludes = (role: Role, least: Role): boolean =>
  ROLES.indexOf(role) <= ROLES.indexOf(least);
