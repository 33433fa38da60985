import type { BeginSignIn, CrmLine, CrmVendor, LoginHost, ProfileView } from '../../lib/ipc';

/** What the form holds, as it is typed. */
export interface Asking {
  vendor: CrmVendor;
  host: LoginHost;
  way: 'browser' | 'key';
  myDomain: string;
  clientId: string;
  secret: string;
  key: string;
  ports: string;
  /** The profile file that filled the form. */
  profile: ProfileView | null;
  /** Opens the secret in the profile. */
  passphrase: string;
  /** The workspace that is signed in again. */
  again: string | null;
}

export const fresh: Asking = {
  vendor: 'salesforce',
  host: 'production',
  way: 'browser',
  myDomain: '',
  clientId: '',
  secret: '',
  key: '',
  ports: '1717, 1718, 1719',
  profile: null,
  passphrase: '',
  again: null,
};

/** The apps that the practice CRM knows: nobody has to register one to try it out. */
const practiceApps: Record<CrmVendor, { clientId: string; secret: string }> = {
  salesforce: { clientId: '3MVG9practice.Changeover', secret: '' },
  hubspot: { clientId: '6f1d2c8e-practice-changeover', secret: 'practice-app-secret' },
};

/** The hosts that a vendor has. */
export function hostsOf(vendor: CrmVendor): LoginHost[] {
  return vendor === 'salesforce' ? ['production', 'sandbox', 'my_domain', 'practice'] : ['production', 'practice'];
}

/** Another vendor or host; what belongs to the one before does not stay. */
export function chosen(asking: Asking, part: Partial<Pick<Asking, 'vendor' | 'host'>>): Asking {
  const vendor = part.vendor ?? asking.vendor;
  const wanted = part.host ?? asking.host;
  const host = hostsOf(vendor).includes(wanted) ? wanted : 'production';
  const app = host === 'practice' ? practiceApps[vendor] : null;
  const kept = asking.host === 'practice' || vendor !== asking.vendor ? { clientId: '', secret: '' } : {};
  return { ...asking, ...kept, ...app, vendor, host, way: vendor === 'salesforce' ? 'browser' : asking.way };
}

/** The form for signing in again to what a workspace was connected to. */
export function askedAgain(workspace: string, crm: CrmLine): Asking {
  return {
    ...fresh,
    vendor: crm.vendor,
    host: crm.login,
    way: crm.by_key ? 'key' : 'browser',
    myDomain: crm.my_domain,
    clientId: crm.client_id,
    ports: crm.ports.length > 0 ? crm.ports.join(', ') : fresh.ports,
    again: workspace,
  };
}

/** The form as an admin's profile fills it: nothing is left to type but, where there is a secret, the passphrase. */
export function fromProfile(profile: ProfileView): Asking {
  return {
    ...fresh,
    vendor: profile.vendor,
    host: profile.host,
    myDomain: profile.my_domain,
    clientId: profile.client_id,
    ports: profile.ports.join(', '),
    profile,
  };
}

/** The port numbers; `null` where the text holds anything else. */
export function portsOf(text: string): number[] | null {
  const ports = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  const good = ports.every((port) => Number.isInteger(port) && port > 0 && port < 65536);
  return good && ports.length > 0 ? ports : null;
}

/** The addresses that an admin registers. */
export const redirectsOf = (ports: number[]): string[] => ports.map((port) => `http://localhost:${port}/callback`);

export function command(asking: Asking, ports: number[]): BeginSignIn {
  return {
    vendor: asking.vendor,
    host: asking.host,
    my_domain: asking.myDomain,
    client_id: asking.clientId,
    client_secret: asking.vendor === 'hubspot' ? asking.secret : '',
    passphrase: asking.passphrase,
    ports,
    again: asking.again,
  };
}
