# SPDX-License-Identifier: Apache-2.0
"""Names by the customs of several countries, for person_list_kinds.py: frequent ones as in everyday
life, rare ones composed of syllables. Nobody who bears them exists."""
import unicodedata

import person_lists

WOMEN = {
    "dutch": "Maria Johanna Anna Cornelia Wilhelmina Elisabeth Sanne Lotte Femke Marieke Anouk Fleur Iris Lisa "
             "Eva Emma Sophie Julia Saskia Ingrid Marloes Willemijn Hendrika Geertje Neeltje Aaltje Trijntje",
    "spanish": "María Carmen Josefa Isabel Laura Cristina Marta Lucía Elena Pilar Dolores Mercedes Rosario Paula "
               "Sara Raquel Beatriz Concepción Inmaculada Ángeles Sofía Alba Irene Andrea Rocío Teresa Montserrat",
    "polish": "Anna Maria Katarzyna Małgorzata Agnieszka Barbara Krystyna Ewa Elżbieta Zofia Teresa Magdalena "
              "Joanna Jadwiga Danuta Irena Halina Helena Beata Aleksandra Marta Dorota Bożena Urszula Wiesława",
    "french": "Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Sylvie Hélène Céline Chloé Léa Manon "
              "Zoé Amélie Aurélie Élodie Geneviève Thérèse Béatrice Dominique Véronique Brigitte Élise Noémie",
    "chinese": "Mei-Ling Xiu-Ying Li-Hua Xiao-Yan Jing-Yi Yu-Fen Shu-Hui Ya-Ting Hui-Min Jia-Qi Xin-Yi Yan-Fang "
               "Li-Juan Gui-Ying Hong-Mei Yu-Lan Shu-Fen Mei-Hua Qian-Yu Zi-Han",
    "arabic": "Fatima Aisha Maryam Khadija Zainab Nour Layla Salma Amina Huda Hanan Samira Rania Dina Yasmin Iman "
              "Souad Nadia Latifa Rasha Ghada Hala Mona Abir",
}
MEN = {
    "dutch": "Jan Pieter Hendrik Cornelis Johannes Willem Dirk Gerrit Jeroen Bas Daan Sem Lars Thijs Ruben Joost "
             "Maarten Sander Wouter Bart Klaas Teun Gijs Sjoerd Roelof Adriaan Arjen",
    "spanish": "Antonio José Manuel Francisco Juan David Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro "
               "Pablo Ángel Sergio Fernando Luis Jorge Alberto Diego Álvaro Ramón Joaquín Ignacio Íñigo Andrés",
    "polish": "Jan Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Józef Marcin Marek Michał Grzegorz Jerzy Tadeusz "
              "Adam Łukasz Zbigniew Ryszard Dariusz Henryk Mariusz Kazimierz Wojciech Robert Mateusz Jarosław",
    "french": "Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marcel Daniel Roger François "
              "Stéphane Frédéric Jérôme Sébastien Benoît Gaël Loïc Théo Hugo Étienne Rémi Cédric Émile",
    "chinese": "Wei-Ming Jian-Guo Zhi-Qiang Xiao-Ming Jun-Jie Zi-Xuan Hao-Ran Guo-Qiang Yong-Sheng Wen-Bin Chih-Ming "
               "Chun-Hung Cheng-Han Jia-Wei Bo-Wen Zhi-Wei Da-Wei Shao-Peng Ming-Hui Yi-Fan",
    "arabic": "Mohammed Ahmed Ali Hassan Hussein Mahmoud Ibrahim Khalid Omar Youssef Mustafa Abdullah Abdelrahman "
              "Tariq Samir Karim Nasser Walid Rashid Faisal Jamal Bilal Hamza Ismail Yahya",
}
FAMILIES = {
    "dutch": "de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot "
             "Bos Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer Kok "
             "van_der_Linden Jacobs de_Haan Vermeulen",
    "spanish": "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández "
               "Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez "
               "Serrano Blanco Molina",
    "polish": "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski "
              "Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski "
              "Król Wieczorek Jabłoński Wróbel",
    "french": "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux "
              "David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Müller Lefebvre "
              "Faure André Mercier",
    "chinese": "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Cheng Liang Xie Song "
               "Tang Deng Han Feng Cao Peng Zeng Xiao",
    "arabic": "Al-Hassan Haddad Khalil Mansour Saleh El-Sayed Nasser Hamdan Aziz Rahman Darwish Suleiman Al-Masri Khoury "
              "Najjar Qasim Sabbagh Shaheen Farouk Othman Barakat Al-Rashid Zaki Habib Bakr Fahmy",
}
PARTS = {
    "dutch": (["Ouden", "Hof", "Kloos", "Zwart", "Roos", "Veld", "Haar", "Brink", "Water", "Stok", "Linde", "Wolf",
               "Groen", "Schip", "Molen"], [""], ["dijk", "man", "huis", "kamp", "stra", "ink", "sma", "berg", "burg",
                                                 "veld", "hoek", "meijer"]),
    "spanish": (["Villa", "Monte", "Car", "Ar", "Bel", "Cas", "Mor", "Val", "Pal", "Sal", "Quin", "Ler", "Zam", "Ori"],
                ["", "a", "e", "i"], ["rrero", "nda", "llano", "redo", "vides", "sco", "mena", "guren", "tegui", "ñón"]),
    "polish": (["Brzo", "Gór", "Jawo", "Kali", "Lipi", "Mako", "Osi", "Pia", "Ród", "Sos", "Wil", "Zawa", "Świe",
                "Cho"], ["", "n", "w"], ["ski", "wicz", "czyk", "ecki", "iak", "owski", "ński", "ek", "ar"]),
    "french": (["Beau", "Mont", "Val", "Châte", "Ferr", "Gran", "Lam", "Per", "Rochet", "Sauv", "Tess", "Vill", "Bour",
                "Cour"], ["", "e", "i"], ["lain", "gnier", "rand", "teau", "mont", "ville", "noît", "lier", "gneau",
                                            "sson", "det"]),
    "chinese": (["Ou", "Si", "Shang", "Dong", "Xia", "Zhu", "Gong"], [""], ["yang", "tu", "guan", "fang", "ge", "sun"]),
    "arabic": (["Kha", "Ba", "Sha", "Na", "Da", "Ha", "Ja", "Ma", "Ra", "Ta"], ["l", "r", "m", "d", "z", "b"],
               ["awi", "ani", "oush", "our", "ouri", "adi", "ami", "ouni", "eesh"]),
}
# How else a name of the custom is written.
SPELLED = {
    "arabic": (("Mohammed", "Muhammad"), ("Mohammed", "Mohamed"), ("Ahmed", "Ahmad"), ("Hussein", "Husain"),
               ("Youssef", "Yusuf"), ("Khalid", "Khaled"), ("ou", "u"), ("ee", "i"), ("Al-", "Al "), ("El-", "Al-"),
               ("Al-", ""), ("Q", "K"), ("Fatima", "Fatma"), ("Aisha", "Aysha"), ("Layla", "Leila")),
    "chinese": (("-", " "), ("-", ""), ("Zh", "Ch"), ("X", "Hs"), ("Q", "Ch")),
    "dutch": (("ij", "y"), ("van der", "vd"), ("van den", "vd"), ("k", "c"), ("s", "z"), ("_", "")),
}
CUSTOMS = sorted(WOMEN)


class Customs:
    """Names by one custom."""

    def __init__(self, custom, dice):
        self.custom, self.dice = custom, dice
        if custom in person_lists.WOMEN:
            women, men, families = (names[custom] for names in
                                    (person_lists.WOMEN, person_lists.MEN, person_lists.FAMILIES))
            self.parts = person_lists.PARTS[custom]
        else:
            women, men, families, self.parts = WOMEN[custom], MEN[custom], FAMILIES[custom], PARTS[custom]
        self.women, self.men, self.families = (person_lists.Zipf(names.split())
                                               for names in (women, men, families))

    def given(self, woman):
        return (self.women if woman else self.men).draw(self.dice)

    def family(self):
        if self.dice.random() < (0.85 if self.custom == "chinese" else 0.5):
            return self.families.draw(self.dice).replace("_", " ")
        return "".join(self.dice.choice(part) for part in self.parts)

    def spelled(self, name):
        """As another clerk writes it: without accents, or by another way of writing the sounds."""
        ways = [way for way in SPELLED.get(self.custom, ()) if way[0] in name]
        if ways and self.dice.random() < 0.5:
            old, new = self.dice.choice(ways)
            return name.replace(old, new)
        return plain(name)


def plain(name):
    letters = unicodedata.normalize("NFD", name.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
