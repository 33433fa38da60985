//! The book of grants: what is asked, allowed, in use and revoked.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::approval::{MOST_APPROVALS, Session};
use super::{Approval, Client, Denied, Holder, Issued, Settings, Vendor, fits_challenge, secret};
use crate::org::Moment;

/// A request that waits for a person's answer.
#[derive(Clone, Debug)]
pub struct Asked {
    pub vendor: Vendor,
    pub client_id: String,
    pub redirect_uri: String,
    pub scopes: Vec<String>,
    pub state: Option<String>,
    /// The S256 challenge, where one was sent.
    pub challenge: Option<String>,
}

/// A code that waits to be exchanged.
struct Code {
    asked: Asked,
    user_id: u64,
    at: Moment,
}

/// What an app sends to get tokens for a code.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    pub code: &'a str,
    pub redirect_uri: &'a str,
    pub verifier: Option<&'a str>,
}

/// All apps, consents and tokens of one practice CRM.
#[derive(Default)]
pub struct Grants {
    pub clients: Vec<Client>,
    pub settings: Settings,
    asked: HashMap<String, Asked>,
    codes: HashMap<String, Code>,
    approvals: Vec<Approval>,
    sessions: HashMap<String, Session>,
}

impl Grants {
    /// A book with the apps that every practice CRM knows.
    pub fn new() -> Self {
        Self { clients: Client::known(), ..Self::default() }
    }

    /// Adds an app, or puts it in the place of the one with its id.
    pub fn register(&mut self, client: Client) {
        self.clients.retain(|known| (known.vendor, &known.client_id) != (client.vendor, &client.client_id));
        self.clients.push(client);
    }

    /// The app with an id.
    pub fn client(&self, vendor: Vendor, client_id: &str) -> Option<&Client> {
        self.clients.iter().find(|known| known.vendor == vendor && known.client_id == client_id)
    }

    /// The app with an id, if it may have tokens: installed, and with its secret where it has one.
    ///
    /// # Errors
    /// When there is no such app, its secret is wrong, or it is not installed.
    pub fn proven(&self, vendor: Vendor, client_id: &str, given: Option<&str>) -> Result<&Client, Denied> {
        let client = self.client(vendor, client_id).ok_or(Denied::UnknownClient)?;
        if client.client_secret.is_some() && client.client_secret.as_deref() != given {
            return Err(Denied::WrongSecret);
        }
        if client.installed { Ok(client) } else { Err(Denied::NotInstalled) }
    }

    /// Keeps a request until a person answers it, and gives the ticket that names it.
    pub fn ask(&mut self, asked: Asked) -> String {
        let ticket = secret();
        self.asked.insert(ticket.clone(), asked);
        ticket
    }

    /// The request behind a ticket, which is answered with that.
    pub fn answer(&mut self, vendor: Vendor, ticket: &str) -> Option<Asked> {
        self.asked.remove(ticket).filter(|asked| asked.vendor == vendor)
    }

    /// Notes that a person allowed a request, and gives the code for it.
    pub fn allow(&mut self, asked: Asked, user_id: u64, now: Moment) -> String {
        let code = secret();
        self.codes.insert(code.clone(), Code { asked, user_id, at: now });
        code
    }

    /// Gives tokens for a code. A code is good once.
    ///
    /// # Errors
    /// When the code, its redirect address or the verifier is not what was agreed.
    pub fn exchange(&mut self, client: &Client, given: Exchange<'_>, now: Moment) -> Result<Issued, Denied> {
        let own = |code: &Code| code.asked.vendor == client.vendor && code.asked.client_id == client.client_id;
        if !self.codes.get(given.code).is_some_and(own) {
            return Err(Denied::UnknownCode);
        }
        let code = self.codes.remove(given.code).ok_or(Denied::UnknownCode)?;
        if now > code.at.plus(TimeDelta::seconds(self.settings.code_seconds)) {
            return Err(Denied::ExpiredCode);
        }
        if code.asked.redirect_uri != given.redirect_uri {
            return Err(Denied::OtherRedirect);
        }
        if let Some(challenge) = &code.asked.challenge
            && !given.verifier.is_some_and(|verifier| fits_challenge(client.vendor, verifier, challenge))
        {
            return Err(Denied::WrongVerifier);
        }
        Ok(self.approve(code.asked, code.user_id, now))
    }

    fn approve(&mut self, asked: Asked, user_id: u64, now: Moment) -> Issued {
        let offline = |scope: &String| ["refresh_token", "offline_access"].contains(&scope.as_str());
        let lasting = asked.vendor == Vendor::HubSpot || asked.scopes.iter().any(offline);
        let approval = Approval {
            number: self.approvals.last().map_or(1, |last| last.number + 1),
            vendor: asked.vendor,
            client_id: asked.client_id,
            user_id,
            scopes: asked.scopes,
            refresh: lasting.then(secret),
            spent: Vec::new(),
            revoked: false,
        };
        if approval.vendor == Vendor::Salesforce && lasting {
            self.make_room(&approval);
        }
        let issued = self.open_session(&approval, approval.refresh.clone(), now);
        self.approvals.push(approval);
        issued
    }

    /// The oldest approval ends when a person approves the same app once more than is kept.
    fn make_room(&mut self, newcomer: &Approval) {
        let same = |known: &&Approval| {
            !known.revoked
                && known.refresh.is_some()
                && (known.vendor, &known.client_id, known.user_id)
                    == (newcomer.vendor, &newcomer.client_id, newcomer.user_id)
        };
        let living: Vec<u64> = self.approvals.iter().filter(same).map(|known| known.number).collect();
        let surplus = (living.len() + 1).saturating_sub(MOST_APPROVALS);
        for number in living.into_iter().take(surplus) {
            self.end(number);
        }
    }

    /// Gives a new access token for a refresh token.
    ///
    /// # Errors
    /// When the refresh token is not good any more. One that was rotated away ends the whole approval, because
    /// two who hold it can't both be the app.
    pub fn refresh(&mut self, client: &Client, token: &str, now: Moment) -> Result<Issued, Denied> {
        let own = |approval: &&mut Approval| {
            approval.vendor == client.vendor && approval.client_id == client.client_id && approval.knows(token)
        };
        let rotation = self.settings.rotation && client.vendor == Vendor::Salesforce;
        let approval = self.approvals.iter_mut().find(own).ok_or(Denied::UnknownRefresh)?;
        if approval.revoked || approval.refresh.as_deref() != Some(token) {
            let number = approval.number;
            self.end(number);
            return Err(Denied::UnknownRefresh);
        }
        if rotation {
            approval.rotate();
        }
        let approval = approval.clone();
        let shown = approval.refresh.clone().filter(|_| rotation || client.vendor == Vendor::HubSpot);
        Ok(self.open_session(&approval, shown, now))
    }

    fn open_session(&mut self, approval: &Approval, refresh: Option<String>, now: Moment) -> Issued {
        let token = secret();
        let session = Session { approval: approval.number, alive_at: now };
        self.sessions.insert(token.clone(), session);
        Issued { access: token, refresh, user_id: approval.user_id, scopes: approval.scopes.clone(), at: now }
    }

    /// For whom an access token speaks; using it prolongs a Salesforce session.
    pub fn use_session(&mut self, vendor: Vendor, token: &str, now: Moment) -> Option<Holder> {
        let holder = self.holder(vendor, token, now)?;
        if vendor == Vendor::Salesforce
            && let Some(session) = self.sessions.get_mut(token)
        {
            session.alive_at = session.alive_at.max(now);
        }
        Some(holder)
    }

    /// For whom an access token speaks.
    pub fn holder(&self, vendor: Vendor, token: &str, now: Moment) -> Option<Holder> {
        let session = self.sessions.get(token)?;
        let approval = self.approvals.iter().find(|known| known.number == session.approval && !known.revoked)?;
        let life = match vendor {
            Vendor::HubSpot => self.settings.hubspot_session_seconds,
            Vendor::Salesforce => self.settings.salesforce_session_seconds,
        };
        let ends_at = session.alive_at.plus(TimeDelta::seconds(life));
        let holder = Holder {
            user_id: approval.user_id,
            client_id: approval.client_id.clone(),
            scopes: approval.scopes.clone(),
            ends_at,
        };
        (approval.vendor == vendor && now <= ends_at).then_some(holder)
    }

    /// The approval that a refresh token is good for.
    pub fn approval(&self, vendor: Vendor, refresh: &str) -> Option<&Approval> {
        let mut living = self.approvals.iter().filter(|known| known.vendor == vendor && !known.revoked);
        living.find(|known| known.refresh.as_deref() == Some(refresh))
    }

    /// Revokes a token: a refresh token ends its approval, an access token only itself. Says whether there was one.
    pub fn revoke(&mut self, vendor: Vendor, token: &str) -> bool {
        if self.sessions.remove(token).is_some() {
            return true;
        }
        let number = self.approval(vendor, token).map(|approval| approval.number);
        if let Some(number) = number {
            self.end(number);
        }
        number.is_some()
    }

    fn end(&mut self, number: u64) {
        for approval in self.approvals.iter_mut().filter(|approval| approval.number == number) {
            approval.revoked = true;
        }
        self.sessions.retain(|_, session| session.approval != number);
    }

    /// Ends all sessions; refresh tokens stay good.
    pub fn expire_sessions(&mut self) {
        self.sessions.clear();
    }

    /// Ends all approvals of a vendor's apps, as an admin does.
    pub fn revoke_all(&mut self, vendor: Option<Vendor>) {
        let wanted = |approval: &&Approval| vendor.is_none_or(|vendor| approval.vendor == vendor);
        let numbers: Vec<u64> = self.approvals.iter().filter(wanted).map(|approval| approval.number).collect();
        for number in numbers {
            self.end(number);
        }
    }

    /// How many approvals and sessions are good for something.
    pub fn living(&self) -> (usize, usize) {
        (self.approvals.iter().filter(|approval| !approval.revoked).count(), self.sessions.len())
    }
}
