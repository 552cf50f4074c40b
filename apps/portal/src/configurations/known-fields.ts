import type { ConfigurationVersion } from '@abgleich/contracts';

/** The fields of a version for a comparison. The switch of old versions was not kept: what is not known is no difference. */
export const knownFields = ({ active, ...fields }: ConfigurationVersion['fields']) =>
  active === null ? fields : { active, ...fields };
