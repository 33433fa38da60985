import { describe, expect, it } from 'vitest';
import { askedAgain, chosen, command, fresh, fromProfile, hostsOf, portsOf, redirectsOf } from './asking';

describe('what is asked for a sign-in', () => {
  it('takes ports as people write them and nothing else', () => {
    expect(portsOf('1717, 1718;1719')).toEqual([1717, 1718, 1719]);
    for (const bad of ['', ' , ', 'a', '0', '70000', '17.5']) expect(portsOf(bad), bad).toBeNull();
    expect(redirectsOf([1717])).toEqual(['http://localhost:1717/callback']);
  });

  it('knows the app of the practice CRM and forgets it with another host', () => {
    const practice = chosen(fresh, { vendor: 'hubspot', host: 'practice' });
    expect(practice.clientId).toContain('practice');
    const production = chosen(practice, { host: 'production' });
    expect([production.clientId, production.secret]).toEqual(['', '']);
  });

  it('offers no sandbox where the vendor has none', () => {
    expect(hostsOf('hubspot')).not.toContain('sandbox');
    expect(chosen({ ...fresh, host: 'sandbox' }, { vendor: 'hubspot' }).host).toBe('production');
  });

  it('has nothing left to type but the passphrase after a profile', () => {
    const asked = fromProfile({
      name: 'Acme',
      vendor: 'hubspot',
      host: 'production',
      my_domain: '',
      client_id: '6f1d',
      ports: [1717, 1718],
      sealed: true,
      playbook: null,
      fields: {},
    });
    const sent = command({ ...asked, passphrase: 'four words' }, portsOf(asked.ports) ?? []);
    expect([sent.client_id, sent.client_secret, sent.passphrase]).toEqual(['6f1d', '', 'four words']);
    expect(sent.ports).toEqual([1717, 1718]);
  });

  it('signs in again to what was connected, and never sends a secret to Salesforce', () => {
    const crm = {
      vendor: 'salesforce' as const,
      name: 'Salesforce',
      host: 'acme.my.salesforce.com',
      signed_out: true,
      login: 'my_domain' as const,
      my_domain: 'acme.my.salesforce.com',
      client_id: '3MVG9',
      ports: [1800],
      by_key: false,
    };
    const asked = command({ ...askedAgain('crm-1', crm), secret: 'typed' }, [1800]);
    expect(asked).toEqual({
      vendor: 'salesforce',
      host: 'my_domain',
      my_domain: 'acme.my.salesforce.com',
      client_id: '3MVG9',
      client_secret: '',
      passphrase: '',
      ports: [1800],
      again: 'crm-1',
    });
  });
});
