//! Names of people.

/// First and last names of the practice company's own people.
pub const STAFF: [(&str, &str); 72] = [
    ("Ana", "Ruiz"), ("Tom", "Hale"), ("Priya", "Nair"), ("Jonas", "Weber"), ("Mei", "Tan"), ("Grace", "Okafor"),
    ("Luca", "Moretti"), ("Sarah", "Lindqvist"), ("Omar", "Haddad"), ("Chloe", "Bennett"), ("Diego", "Fuentes"),
    ("Hannah", "Schäfer"), ("Kenji", "Mori"), ("Amelia", "Frost"), ("Noah", "Kessler"), ("Farah", "Rahman"),
    ("Peter", "Novak"), ("Isabel", "Cortez"), ("Liam", "O'Connor"), ("Ingrid", "Dahl"), ("Marcus", "Reed"),
    ("Wei Ling", "Goh"), ("Sofia", "Almeida"), ("Daniel", "Brandt"), ("Nadia", "Petrov"), ("Callum", "Fraser"),
    ("Yuki", "Sato"), ("Elena", "Vogel"), ("Samuel", "Adeyemi"), ("Julia", "Marsh"), ("Arjun", "Mehta"),
    ("Katrin", "Bauer"), ("Ben", "Whitaker"), ("Lucia", "Ferrari"), ("Henry", "Lau"), ("Olivia", "Grant"),
    ("Mateo", "Silva"), ("Freya", "Nilsen"), ("David", "Cho"), ("Emma", "Richter"), ("Rashid", "Khan"),
    ("Claire", "Dubois"), ("Anton", "Berg"), ("Jasmine", "Ong"), ("Victor", "Hughes"), ("Leila", "Amiri"),
    ("Paul", "Engel"), ("Nina", "Costa"), ("Ethan", "Brooks"), ("Siti", "Hassan"), ("Markus", "Lang"),
    ("Zoe", "Carter"), ("Felix", "Baum"), ("Aisha", "Diallo"), ("Robert", "Lindsay"), ("Mira", "Joshi"),
    ("Simon", "Keller"), ("Tara", "Walsh"), ("Hugo", "Laurent"), ("Eva", "Horvat"), ("James", "Park"),
    ("Lena", "Fischer"), ("Ivan", "Marin"), ("Charlotte", "Hayes"), ("Ravi", "Iyer"), ("Greta", "Holm"),
    ("Nathan", "Cole"), ("Bea", "Santos"), ("Oscar", "Lund"), ("Yasmin", "Aziz"), ("Philip", "Stone"),
    ("Carmen", "Ibarra"),
];

/// First names of customers' people.
pub const FIRST: [&str; 48] = [
    "Alice", "Andrés", "Astrid", "Bruno", "Camille", "Carl", "Chen", "Dana", "Dmitri", "Edith", "Emil", "Esther", "Fatima",
    "Frank", "Gita", "Gordon", "Haruka", "Helen", "Ines", "Jack", "Joanna", "Karim", "Kate", "Leon", "Lin", "Lydia", "Maria",
    "Martin", "Monique", "Nils", "Nora", "Otto", "Pascal", "Pavel", "Rita", "Ruth", "Sandra", "Sanjay", "Stefan", "Susan",
    "Tanvi", "Theo", "Uwe", "Vera", "Walter", "Xin", "Yvonne", "Zoltan",
];

/// Last names of customers' people.
pub const LAST: [&str; 52] = [
    "Abe", "Albrecht", "Anders", "Barros", "Becker", "Blake", "Bose", "Castillo", "Chandra", "Clarke", "Da Silva", "Delgado",
    "Eklund", "Evans", "Faulkner", "Fontaine", "Garcia", "Gruber", "Hansen", "Hoang", "Ishikawa", "Jansen", "Jensen", "Kaplan",
    "Kim", "Kowalski", "Lambert", "Lim", "Maier", "McKenna", "Meyer", "Mishra", "Nakamura", "Nguyen", "Olsen", "Ortega",
    "Peeters", "Perez", "Quinn", "Rossi", "Saito", "Schmidt", "Sharma", "Sorensen", "Sullivan", "Takahashi", "Thomas",
    "Ueda", "Vasquez", "Wagner", "Wong", "Zhang",
];

/// Job titles by what their holders do in a purchase.
pub const CHAMPIONS: &[&str] = &[
    "Head of Field Operations", "Director of Service Delivery", "Operations Manager", "Service Manager", "Head of Dispatch",
    "Regional Operations Lead",
];
pub const DECIDERS: &[&str] = &["VP Operations", "Chief Operating Officer", "Managing Director", "VP Service", "Plant Director"];
pub const SPONSORS: &[&str] = &["Chief Executive Officer", "Chief Operating Officer", "SVP Customer Experience", "Chief Digital Officer"];
pub const TECHNICAL: &[&str] = &["IT Director", "Enterprise Architect", "Head of Business Applications", "Integration Lead", "Security Officer"];
pub const BUDGET: &[&str] = &["Chief Financial Officer", "Finance Director", "Head of Procurement", "Controller"];
pub const USERS: &[&str] = &["Dispatch Team Lead", "Field Supervisor", "Service Coordinator", "Workshop Lead", "Back Office Lead"];
pub const LEGAL: &[&str] = &["General Counsel", "Data Protection Officer", "Contracts Manager"];
