//! What a column of an export can mean to us.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    Deals,
    Accounts,
    Products,
    People,
    Ignored,
}

/// What kind of cells an attribute needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Wants {
    Text,
    Date,
    Number,
    Boolean,
}

macro_rules! attributes {
    ($($name:ident: $role:ident, $wants:ident, $label:literal, [$($header:literal),* $(,)?];)*) => {
        /// An attribute of a deal, an account, a product or a person that a column can fill.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum Attribute { $($name),* }

        impl Attribute {
            /// Every attribute.
            pub const ALL: &'static [Attribute] = &[$(Attribute::$name),*];

            /// The file role that the attribute belongs to.
            pub fn role(self) -> FileRole {
                match self { $(Attribute::$name => FileRole::$role),* }
            }

            /// The kind of cells that the attribute needs.
            pub fn wants(self) -> Wants {
                match self { $(Attribute::$name => Wants::$wants),* }
            }

            /// The attribute's name on the screen.
            pub fn label(self) -> &'static str {
                match self { $(Attribute::$name => $label),* }
            }

            /// Headers under which exports have the attribute, the most telling first.
            pub fn known_headers(self) -> &'static [&'static str] {
                match self { $(Attribute::$name => &[$($header),*]),* }
            }
        }
    };
}

// Sources: the standard opportunity and account report types of Salesforce, HubSpot's export of deals and companies,
// and the headers of data sets that people share.
attributes! {
    DealKey: Deals, Text, "Deal id", ["Opportunity ID", "Record ID", "Deal ID", "Opportunity Id (18)", "Opp ID", "Id", "Record ID - Deal", "Deal Number", "Vorgangsnummer"];
    DealName: Deals, Text, "Deal name", ["Opportunity Name", "Deal Name", "Opportunity", "Deal", "Name", "Dealname", "Title", "Subject"];
    DealAccount: Deals, Text, "Account of the deal", ["Account Name", "Associated Company", "Associated Company (Primary)", "Primary Associated Company", "Account", "Company", "Company Name", "Customer", "Customer Name", "Client", "Kunde", "Firma", "Organization"];
    DealAccountKey: Deals, Text, "Account id of the deal", ["Account ID", "Associated Company IDs", "Associated Company IDs (Primary)", "Primary Associated Company ID", "Company ID", "Customer ID", "Kundennummer"];
    DealOwner: Deals, Text, "Deal owner", ["Opportunity Owner", "Deal owner", "Owner", "Sales Agent", "Sales Rep", "Account Executive", "Owner Name", "Owner: Full Name", "Rep", "Salesperson", "Opportunity Owner: Full Name", "Verantwortlich"];
    DealCsm: Deals, Text, "CSM of the deal", ["CSM", "Customer Success Manager", "Assigned CSM", "CSM Name", "Success Manager"];
    DealStage: Deals, Text, "Stage", ["Stage", "Deal Stage", "Stage Name", "Opportunity Stage", "Sales Stage", "Status", "Phase", "Dealstage"];
    DealPipeline: Deals, Text, "Pipeline", ["Pipeline", "Sales Process", "Opportunity Record Type", "Deal Pipeline"];
    DealWon: Deals, Boolean, "Is won", ["Won", "Is Won", "Is Closed Won", "IsWon", "Closed Won"];
    DealClosed: Deals, Boolean, "Is closed", ["Closed", "Is Closed", "IsClosed", "Is Deal Closed?"];
    DealAmount: Deals, Number, "Amount", ["Amount", "Close Value", "Deal Amount", "Value", "Deal Value", "ACV", "ARR", "TCV", "Amount (converted)", "Amount in company currency", "Betrag", "Umsatz", "Total Amount", "Price"];
    DealCurrency: Deals, Text, "Currency", ["Currency", "Amount Currency", "Currency ISO Code", "CurrencyIsoCode", "Deal Currency", "Opportunity Currency", "Währung"];
    DealProbability: Deals, Number, "Probability", ["Probability (%)", "Probability", "Deal Probability", "Win Probability", "Wahrscheinlichkeit"];
    DealKind: Deals, Text, "Deal type", ["Type", "Deal Type", "Opportunity Type", "Dealtype", "Business Type"];
    DealClose: Deals, Date, "Close date", ["Close Date", "Closed Date", "Closedate", "Date Closed", "Expected Close Date", "Close Date (2)", "Abschlussdatum"];
    DealCreated: Deals, Date, "Created", ["Created Date", "Create Date", "Engage Date", "Created", "Created At", "Creation Date", "Createdate", "Date Created", "Open Date", "Start Date", "Erstellt am", "Erstelldatum"];
    DealModified: Deals, Date, "Last changed", ["Last Modified Date", "Last Modified", "Modified", "Updated At"];
    DealProduct: Deals, Text, "Product", ["Product", "Product Name", "Products", "Line Item", "Line Item Name", "Item", "Produkt"];
    DealQuantity: Deals, Number, "Quantity", ["Quantity", "Qty", "Seats", "Licenses", "Units"];
    DealLineAmount: Deals, Number, "Amount of the product line", ["Total Price", "Line Total", "Product Amount", "Line Item Amount"];
    DealContractStart: Deals, Date, "Contract start", ["Contract Start Date", "Contract Start", "Subscription Start Date", "Service Start Date", "Contract Effective Date", "Vertragsbeginn"];
    DealTerm: Deals, Number, "Term in months", ["Contract Term (months)", "Contract Term", "Term (months)", "Term", "Subscription Term", "Laufzeit"];
    DealRenewal: Deals, Date, "Renewal date", ["Renewal Date", "Contract End Date", "Contract End", "Subscription End Date"];
    DealBilling: Deals, Text, "Billing", ["Billing Frequency", "Billing", "Billing Cycle", "Payment Frequency"];
    DealGoLive: Deals, Date, "Target go-live", ["Target Go-Live Date", "Go Live Date", "Go-Live", "Target Go Live", "Launch Date"];
    DealCompetitor: Deals, Text, "Competitor", ["Competitor", "Main Competitor", "Main Competitor(s)", "Primary Competitor", "Competitors"];
    DealIntegrations: Deals, Text, "Integrations", ["Integrations", "Required Integrations"];
    DealRegion: Deals, Text, "Region", ["Region", "Sales Region", "Territory", "Geo", "Owner Region"];
    AccountKey: Accounts, Text, "Account id", ["Account ID", "Record ID", "Company ID", "Customer ID", "Id", "Kundennummer"];
    AccountName: Accounts, Text, "Account name", ["Account Name", "Company name", "Account", "Company", "Name", "Customer", "Customer Name", "Organization", "Client", "Firma", "Kunde"];
    AccountIndustry: Accounts, Text, "Industry", ["Industry", "Sector", "Vertical", "Branche", "Line of Business"];
    AccountCountry: Accounts, Text, "Country", ["Billing Country", "Country", "Country/Region", "Office Location", "Shipping Country", "Location", "HQ Country", "Land"];
    AccountLanguage: Accounts, Text, "Language", ["Language", "Preferred Language", "Sprache"];
    AccountSegment: Accounts, Text, "Segment", ["Segment", "Account Segment", "Customer Segment", "Company Size", "Size Class", "Tier"];
    AccountEmployees: Accounts, Number, "Employees", ["Employees", "Number of Employees", "Employee Count", "Headcount", "Mitarbeiter"];
    AccountCsm: Accounts, Text, "CSM of the account", ["CSM", "Customer Success Manager", "Assigned CSM", "Success Manager"];
    ProductKey: Products, Text, "Product code", ["Product Code", "Product ID", "SKU", "Record ID", "Id"];
    ProductName: Products, Text, "Product name", ["Product Name", "Product", "Name", "Item", "Produkt"];
    ProductFamily: Products, Text, "Product family", ["Product Family", "Family", "Series", "Category", "Product Line", "Product Type"];
    ProductPrice: Products, Number, "List price", ["List Price", "Sales Price", "Unit Price", "Price", "Standard Price", "Preis"];
    PersonName: People, Text, "Name", ["Full Name", "Sales Agent", "Name", "Sales Rep", "Rep", "User", "Owner", "Owner Name", "Agent", "Employee", "Account Executive"];
    PersonEmail: People, Text, "Email", ["Email", "Email Address", "E-Mail", "User Email", "Username"];
    PersonManager: People, Text, "Manager", ["Manager", "Sales Manager", "Manager Name", "Reports To", "Supervisor", "Team Lead", "Vorgesetzter"];
    PersonTeam: People, Text, "Team", ["Team", "Sales Team", "Team Name", "Primary Team", "Department", "Group"];
    PersonRegion: People, Text, "Region", ["Regional Office", "Region", "Office", "Territory", "Location"];
    PersonRole: People, Text, "Role", ["Role", "Job Title", "Title", "Position", "Profile"];
}
