import { CAPTURE_TABLE } from './capture-table.js';
import {
  CANCELLATION_TABLE,
  PARTIAL_CANCELLATION_TABLE,
  RETURN_TABLE,
} from './giving-back-tables.js';
import { RELEASE_TABLE } from './release-table.js';
import type { RuleTable } from './rule-table.js';

/** Every decision table of the product, cell by cell: the specs check them and the docs print them. */
export const RULE_TABLES: readonly RuleTable[] = [
  RELEASE_TABLE,
  CAPTURE_TABLE,
  CANCELLATION_TABLE,
  PARTIAL_CANCELLATION_TABLE,
  RETURN_TABLE,
];
