import type { Attribute, FileRole } from '../lib/ipc';

const deals: Attribute[] = [
  'deal_key',
  'deal_name',
  'deal_account',
  'deal_account_key',
  'deal_owner',
  'deal_csm',
  'deal_stage',
  'deal_pipeline',
  'deal_won',
  'deal_closed',
  'deal_amount',
  'deal_currency',
  'deal_probability',
  'deal_kind',
  'deal_close',
  'deal_created',
  'deal_modified',
  'deal_product',
  'deal_quantity',
  'deal_line_amount',
  'deal_contract_start',
  'deal_term',
  'deal_renewal',
  'deal_billing',
  'deal_go_live',
  'deal_competitor',
  'deal_integrations',
  'deal_region',
];
const accounts: Attribute[] = [
  'account_key',
  'account_name',
  'account_industry',
  'account_country',
  'account_language',
  'account_segment',
  'account_employees',
  'account_csm',
];
const products: Attribute[] = ['product_key', 'product_name', 'product_family', 'product_price'];
const people: Attribute[] = [
  'person_name',
  'person_email',
  'person_manager',
  'person_team',
  'person_region',
  'person_role',
];

/** What a column of a file with this role can hold. */
export function attributesOf(role: FileRole): Attribute[] {
  return { deals, accounts, products, people, ignored: [] }[role];
}
