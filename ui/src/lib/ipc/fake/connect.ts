/** Connecting a CRM: the browser answers after a moment, or as the page's address says. */
import type {
  AccountView,
  Connected,
  CrmLine,
  FieldLine,
  ProfileLink,
  ProfileView,
  PublicError,
  Saved,
  SignedOut,
  SignOutQuestion,
  WorkspaceLine,
} from '../contract';
import type { Arguments } from '../host';
import { dropWorkspace, keepWorkspace, workspaceId } from './frame';
import { isFake } from './mood';
import { people } from './people';

const ADDRESS =
  'https://login.salesforce.com/services/oauth2/authorize?response_type=code&client_id=3MVG9acme&state=Xw2dQ0&code_challenge_method=S256';

const refuse = (code: string, message: string, remedy: string): PublicError => ({ code, message, remedy, fields: [] });

let asked: Arguments<'begin_sign_in'> | null = null;
let answered: ((account: AccountView | PublicError) => void) | null = null;
let account: AccountView | null = null;
let made = 0;

const right = (sentence: string, missing = '', remedy = '') => ({ sentence, allowed: missing === '', missing, remedy });

let mapping: Record<string, string> = {};

const fitting = [
  { name: 'Deal_Risks__c', label: 'Deal risks' },
  { name: 'Description', label: 'Description' },
];

function fieldsOf(poor: boolean): FieldLine[] {
  const slots = ['Status', 'Tier', 'CSM', 'Goals', 'Risks', 'The record', 'Renewal date'];
  return slots.map((handoff) => {
    const slot = handoff.toLowerCase().replaceAll(' ', '_');
    const chosen = mapping[slot];
    const absent = poor && handoff === 'Risks' && chosen === undefined;
    const longText = ['Goals', 'Risks'].includes(handoff);
    return {
      slot,
      handoff,
      only_read: handoff === 'Renewal date',
      name: chosen ?? `Handoff_${handoff.replace(/\W/g, '_')}__c`,
      serves: !absent,
      remedy: absent ? 'ask your Salesforce admin to make `Handoff_Risks__c` visible to you' : null,
      may_be_renamed: longText || handoff === 'CSM',
      renamed: chosen !== undefined,
      proposed: absent ? (fitting[0] ?? null) : null,
      fitting: longText ? fitting.filter(({ name }) => !Object.values(mapping).includes(name)) : [],
    };
  });
}

function accountOf(personal: boolean): AccountView {
  const hubspot = asked?.vendor === 'hubspot' || !personal;
  const poor = isFake('refused');
  const [me] = people;
  return {
    vendor: hubspot ? 'hubspot' : 'salesforce',
    crm: hubspot ? 'HubSpot' : 'Salesforce',
    organisation: hubspot ? '62515' : '00D5g00000AbCdEEAV',
    host: hubspot ? 'api.hubapi.com' : 'acme.my.salesforce.com',
    person: personal && me ? { id: me.id, name: me.name, email: 'mara.lindqvist@acme.example' } : null,
    people: personal ? [] : people.map(({ id, name }) => ({ id, name, email: `${id}@acme.example` })),
    proposed_name: hubspot ? 'HubSpot 62515' : 'Acme',
    rights: [
      right('Read deals, accounts and contacts'),
      right('Read who owns them'),
      poor
        ? right(
            'Write the handoff’s fields of a deal',
            'no field may be edited',
            'ask your Salesforce admin for the permission set `Changeover`',
          )
        : right('Write the handoff’s fields of a deal'),
      right('Create the CSM’s review task'),
      right('Leave the summary as a note'),
    ],
    rights_are_the_apps: hubspot,
    fields: fieldsOf(poor),
    pipelines: [
      { name: 'Sales', won: ['Closed won'] },
      { name: 'Partners', won: poor ? [] : ['Signed'] },
    ],
    owners: people.length,
    again: asked?.again ?? null,
  };
}

function begin_sign_in(ask: Arguments<'begin_sign_in'>) {
  if (ask.client_id.trim() === '') {
    throw refuse(
      'sign_in_not_set_up',
      `the ${ask.vendor === 'hubspot' ? 'client id' : 'consumer key'} of the app is missing`,
      'Ask your admin for it, or for a profile file that holds everything',
    );
  }
  asked = ask;
  return { address: ADDRESS, opened: !isFake('no-browser'), minutes: 10 };
}

/** The person answers when a test sends the event `browser`. */
function await_sign_in(): Promise<AccountView> {
  return new Promise((resolve, reject) => {
    answered = (answer) => {
      answered = null;
      if ('code' in answer) reject(answer as unknown as Error);
      else resolve((account = answer));
    };
    window.addEventListener('browser', (event) => answered?.(browserSays((event as CustomEvent<string>).detail)), {
      once: true,
    });
  });
}

function browserSays(what: string): AccountView | PublicError {
  if (what === 'allow') return accountOf(true);
  return refuse(
    'sign_in_denied',
    'the request was denied in the browser',
    'Start again and press `Allow`; if you may not, ask your admin for access to the app',
  );
}

function keep_account({ name, person }: Arguments<'keep_account'>): Connected {
  if (!account) throw refuse('nobody_signed_in', 'nobody has signed in yet', 'Begin with the sign-in');
  if (!account.person && !person) {
    throw refuse('person_needed', 'the key does not say who you are', 'Choose yourself from the list');
  }
  const id = account.again ?? `crm-${++made}`;
  keepWorkspace(workspaceLine(id, name, { vendor: account.vendor, name: account.crm, host: account.host }));
  account = null;
  const session = isFake('no-keychain');
  return {
    workspace: id,
    in_keychain: !session,
    why: session
      ? 'this computer has no keychain that Changeover can use: the sign-in lasts until you close Changeover'
      : null,
    remedy: session ? 'sign in for this session, or start a keychain (GNOME Keyring, KWallet) and sign in again' : null,
  };
}

function workspaceLine(id: string, name: string, crm: Partial<CrmLine>): WorkspaceLine {
  const line: CrmLine = {
    vendor: 'salesforce',
    name: 'Salesforce',
    host: 'acme.my.salesforce.com',
    signed_out: false,
    login: 'my_domain',
    my_domain: 'acme.my.salesforce.com',
    client_id: '3MVG9acme',
    ports: [1717, 1718],
    by_key: false,
    ...crm,
  };
  return { id, name, kind: 'crm', playbook: 'Default playbook, version 1', crm: line };
}

if (isFake('connected')) {
  keepWorkspace(workspaceLine('crm-acme', 'Acme', {}));
  keepWorkspace(
    workspaceLine('crm-old', 'Norddruck', {
      signed_out: true,
      vendor: 'hubspot',
      name: 'HubSpot',
      host: 'api.hubapi.com',
      login: 'production',
    }),
  );
}

export const connectCommands = {
  begin_sign_in,
  await_sign_in,
  open_sign_in_page: () => !isFake('no-browser'),
  end_sign_in: () => {
    answered?.(refuse('sign_in_cancelled', 'the sign-in was cancelled', 'Start again when you like'));
    return true;
  },
  use_service_key: ({ key }: Arguments<'use_service_key'>): AccountView => {
    if (key.trim() === '') throw refuse('key_needed', 'the key is missing', 'Paste the key that your admin made');
    asked = null;
    return (account = accountOf(false));
  },
  map_fields: ({ fields }: Arguments<'map_fields'>): AccountView => {
    if (!account) throw refuse('nobody_signed_in', 'nobody has signed in yet', 'Begin with the sign-in');
    mapping = fields as Record<string, string>;
    return (account = { ...account, fields: fieldsOf(isFake('refused')) });
  },
  keep_account,
  offered_profile: (): ProfileView | null => null,
  pick_profile: (): string => '/home/mara/acme.changeover-profile',
  open_profile: ({ path }: Arguments<'open_profile'>): ProfileView => {
    if (!path.endsWith('.changeover-profile')) {
      throw refuse(
        'profile_refused',
        'this is no profile of Changeover',
        'Choose the file that your admin sent; its name ends in `.changeover-profile`',
      );
    }
    return {
      name: 'Acme',
      vendor: 'hubspot',
      host: 'production',
      my_domain: '',
      client_id: '6f1d-acme',
      ports: [1717, 1718],
      sealed: true,
      playbook: 'acme/playbook',
      fields: {},
    };
  },
  profile_link: ({ name }: Arguments<'profile_link'>): ProfileLink => ({
    link: `changeover://profile/${btoa(encodeURIComponent(name)).replace(/=/g, '')}`,
  }),
  save_profile: ({ path }: Arguments<'save_profile'>): Saved => ({ path }),
  sign_out_question: (): SignOutQuestion => ({ crm: 'Salesforce', unsent: isFake('stuck') ? 2 : 0 }),
  sign_out: ({ delete_drafts }: Arguments<'sign_out'>): SignedOut => {
    const id = workspaceId();
    if (delete_drafts) dropWorkspace(id);
    else keepWorkspace(workspaceLine(id, 'Acme', { signed_out: true }));
    return isFake('offline')
      ? {
          left: 'signed out here; Salesforce can’t be reached, so it may not know that the sign-in has ended',
          remedy: 'Ask your admin to revoke the access of Changeover for you',
        }
      : { left: null, remedy: null };
  },
};
