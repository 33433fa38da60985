//! Names of companies, and what they do.

/// First halves of company names.
pub const FRONT: [&str; 64] = [
    "Alder", "Amber", "Anchor", "Ashford", "Atlas", "Beacon", "Birch", "Blue Harbor", "Bright", "Caldera", "Canyon", "Cedar",
    "Clearwater", "Cobalt", "Copper", "Coral", "Crestline", "Delta", "Eastgate", "Echo", "Elm", "Ember", "Evergreen", "Falcon",
    "Fern", "Foundry", "Garnet", "Granite", "Greenfield", "Halcyon", "Harbor", "Hawthorn", "Hazel", "Heron", "Highland",
    "Ironbridge", "Juniper", "Keystone", "Lakeshore", "Lantern", "Larch", "Linden", "Lodestar", "Maple", "Marble", "Mistral",
    "Northgate", "Oak", "Orchard", "Osprey", "Pacific", "Pine", "Polar", "Quarry", "Raven", "Redwood", "Riverbend", "Sable",
    "Sierra", "Slate", "Summit", "Tidewater", "Vanguard", "Willow",
];

/// Second halves, each with its industry.
pub const BACK: [(&str, &str); 36] = [
    ("Elevators", "MACHINERY"), ("Heating", "UTILITIES"), ("Facilities", "FACILITIES_SERVICES"), ("Energy", "OIL_ENERGY"),
    ("Logistics", "LOGISTICS_AND_SUPPLY_CHAIN"), ("Medical", "MEDICAL_DEVICES"), ("Water", "UTILITIES"), ("Telecom", "TELECOMMUNICATIONS"),
    ("Security Systems", "SECURITY_AND_INVESTIGATIONS"), ("Packaging", "PACKAGING_AND_CONTAINERS"), ("Robotics", "INDUSTRIAL_AUTOMATION"),
    ("Refrigeration", "MACHINERY"), ("Solar", "RENEWABLES_ENVIRONMENT"), ("Wind", "RENEWABLES_ENVIRONMENT"), ("Rail", "TRANSPORTATION_TRUCKING_RAILROAD"),
    ("Foods", "FOOD_PRODUCTION"), ("Diagnostics", "HOSPITAL_HEALTH_CARE"), ("Tools", "MACHINERY"), ("Print", "PRINTING"),
    ("Broadband", "TELECOMMUNICATIONS"), ("Pumps", "MACHINERY"), ("Cranes", "CONSTRUCTION"), ("Glass", "GLASS_CERAMICS_CONCRETE"),
    ("Pharma", "PHARMACEUTICALS"), ("Insurance", "INSURANCE"), ("Properties", "REAL_ESTATE"), ("Motors", "AUTOMOTIVE"),
    ("Air", "AIRLINES_AVIATION"), ("Steel", "MINING_METALS"), ("Textiles", "TEXTILES"), ("Vending", "RETAIL"), ("Fire Safety", "PUBLIC_SAFETY"),
    ("Labs", "RESEARCH"), ("Ports", "MARITIME"), ("Dairy", "DAIRY"), ("Clinics", "HOSPITAL_HEALTH_CARE"),
];

/// Country, city, legal form, language, telephone prefix, by region.
pub type Place = (&'static str, &'static str, &'static str, &'static str, &'static str);

pub const AMERICAS: &[Place] = &[
    ("United States", "Boston", "Inc.", "en", "+1 617 555"), ("United States", "Atlanta", "LLC", "en", "+1 404 555"),
    ("United States", "Chicago", "Corp.", "en", "+1 312 555"), ("Canada", "Toronto", "Ltd.", "en", "+1 416 555"),
    ("United States", "Philadelphia", "Inc.", "en", "+1 215 555"), ("Mexico", "Monterrey", "S.A. de C.V.", "es", "+52 81 5550"),
];
pub const EMEA: &[Place] = &[
    ("United Kingdom", "Leeds", "Ltd", "en", "+44 113 496"), ("Germany", "Hamburg", "GmbH", "de", "+49 40 5550"),
    ("France", "Lyon", "SAS", "fr", "+33 4 5550"), ("Netherlands", "Utrecht", "B.V.", "en", "+31 30 555"),
    ("Germany", "Stuttgart", "AG", "de", "+49 711 555"), ("Ireland", "Cork", "Ltd", "en", "+353 21 555"),
];
pub const APAC: &[Place] = &[
    ("Singapore", "Singapore", "Pte Ltd", "en", "+65 6555"), ("Australia", "Brisbane", "Pty Ltd", "en", "+61 7 5550"),
    ("Japan", "Osaka", "K.K.", "ja", "+81 6 5550"), ("Malaysia", "Penang", "Sdn Bhd", "en", "+60 4 555"),
];
